package dev.vestibule.provisioning.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.api.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class DynamicGroupsTest {
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    DynamicGroupsTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void thePersonsEntryNamesTheGroupAndWhoGrantedIt() throws LDAPException {
        Account account = login("google", List.of(group)).account();

        assertThat(account.groups()).containsExactly(group);
        assertThat(carried(account)).containsExactly(group);
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void theGroupsEntryIsASearchForItsMembers() throws LDAPException {
        login("google", List.of(group));

        assertThat(people.values(People.groupDn(group), "memberURL"))
                .containsExactly(
                        "ldap:///ou=people,dc=example,dc=org??sub?(vestibuleGroup=%s)"
                                .formatted(group));
    }

    @Test
    void theSameLoginAgainChangesNothing() {
        login("google", List.of(group));

        UserProvisioned again = login("google", List.of(group));

        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.account().groups()).containsExactly(group);
    }

    @Test
    void aGroupThatComesLaterIsJoined() throws LDAPException {
        login("google", List.of());

        UserProvisioned reply = login("google", List.of(group));

        assertThat(reply.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(carried(reply.account())).containsExactly(group);
    }

    @Test
    void aDroppedGroupIsWithdrawn() throws LDAPException {
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.account().groups()).isEmpty();
        assertThat(carried(reply.account())).isEmpty();
        assertThat(grants(reply.account())).isEmpty();
    }

    @Test
    void aGroupOfTwoConnectionsStaysUntilBothDropIt() throws LDAPException {
        login("google", List.of(group));
        login("corp", List.of(group));

        Account afterTheFirst = login("google", List.of()).account();
        List<String> carriedAfterTheFirst = carried(afterTheFirst);
        Account afterBoth = login("corp", List.of()).account();

        assertThat(afterTheFirst.groups()).containsExactly(group);
        assertThat(carriedAfterTheFirst).containsExactly(group);
        assertThat(afterBoth.groups()).isEmpty();
        assertThat(carried(afterBoth)).isEmpty();
    }

    @Test
    void aMembershipGivenByHandSurvives() throws LDAPException {
        Account account = login("google", List.of()).account();
        add(account, "vestibuleGroup", group);

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(reply.account().groups()).containsExactly(group);
    }

    @Test
    void aMembershipGivenByHandSurvivesAGrantOfTheSameGroup() throws LDAPException {
        Account account = login("google", List.of()).account();
        add(account, "vestibuleGroup", group);
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(grants(account)).isEmpty();
    }

    @Test
    void aGrantWithoutItsMembershipIsCarriedOut() throws LDAPException {
        Account account = login("google", List.of()).account();
        add(account, "vestibuleGrantedGroup", "google " + group);

        login("google", List.of(group));

        assertThat(carried(account)).containsExactly(group);
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aGroupThatBecomesDynamicTakesItsMembersAlongAtTheirNextLogin() throws LDAPException {
        listed("google", List.of(group));

        Account account = login("google", List.of(group)).account();
        people.administrator().delete(People.groupDn(group));

        assertThat(carried(account)).containsExactly(group);
        assertThat(login("google", List.of(group)).account().groups()).containsExactly(group);
    }

    @Test
    void aGrantFromBeforeTheChangeIsWithdrawnFromBothKinds() throws LDAPException {
        listed("google", List.of(group));
        login("google", List.of(group));

        Account account = login("google", List.of()).account();

        assertThat(account.groups()).isEmpty();
        assertThat(carried(account)).isEmpty();
        assertThat(people.members(group)).containsExactly(people.placeholder());
    }

    @Test
    void aListedMembershipGivenByHandIsNotTakenForAGrant() throws LDAPException {
        Account account = login("google", List.of()).account();
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", group),
                        new Attribute("member", account.dn()));
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.account().groups()).containsExactly(group);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b", "#x", "x+y=z", "q\"q", "back\\slash", "<a;b>", "*)(uid=*", "grüße ☂"})
    void aGroupOfAnyNameIsGrantedAndWithdrawn(String name) {
        String hostile = name + " " + ada;

        List<String> granted = login("google", List.of(hostile)).account().groups();
        List<String> withdrawn = login("google", List.of()).account().groups();

        assertThat(granted).containsExactly(hostile);
        assertThat(withdrawn).isEmpty();
    }

    private UserProvisioned login(String connection, @Nullable List<String> groups) {
        return people.provisioned(dynamic(People.login(connection, ada, Map.of(), groups)));
    }

    private void listed(String connection, List<String> groups) {
        people.provisioned(People.login(connection, ada, Map.of(), groups));
    }

    static ProvisionUser dynamic(ProvisionUser login) {
        return new ProvisionUser(
                login.commandId(),
                login.connection(),
                login.identity(),
                login.username(),
                login.attributes(),
                login.groups(),
                Membership.DYNAMIC);
    }

    private void add(Account account, String attribute, String value) throws LDAPException {
        people.administrator()
                .modify(account.dn(), new Modification(ModificationType.ADD, attribute, value));
    }

    private List<String> carried(Account account) throws LDAPException {
        return people.values(account.dn(), "vestibuleGroup");
    }

    private List<String> grants(Account account) throws LDAPException {
        return people.values(account.dn(), "vestibuleGrantedGroup");
    }
}
