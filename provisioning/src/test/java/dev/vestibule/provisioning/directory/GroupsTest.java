package dev.vestibule.provisioning.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisioningFailure.AttributeRejected;
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
class GroupsTest {
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    GroupsTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aGroupThatIsMissingIsCreated() throws LDAPException {
        Account account = login("google", List.of(group)).account();

        assertThat(account.groups()).containsExactly(group);
        assertThat(people.members(group)).containsExactly(account.dn());
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aGroupIsNamedOnceHoweverItIsSpelt() throws LDAPException {
        Account account = login("google", List.of(group, group.toUpperCase(), group)).account();

        assertThat(account.groups()).containsExactly(group);
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aDroppedGroupIsWithdrawnAndKeepsThePlaceholder() throws LDAPException {
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(reply.account().groups()).isEmpty();
        assertThat(people.members(group)).containsExactly(people.placeholder());
        assertThat(grants(reply.account())).isEmpty();
    }

    @Test
    void theFirstMemberTakesThePlaceholdersPlace() throws LDAPException {
        login("google", List.of(group));
        login("google", List.of());

        Account account = login("google", List.of(group)).account();

        assertThat(people.members(group)).containsExactly(account.dn());
    }

    @Test
    void oneMemberOfSeveralLeavesAlone() throws LDAPException {
        Account account = login("google", List.of(group)).account();
        Account other = people.account(People.login(ada + "-other", Map.of(), List.of(group)));

        login("google", List.of());

        assertThat(account.groups()).containsExactly(group);
        assertThat(people.members(group)).containsExactly(other.dn());
    }

    @Test
    void aConnectionThatManagesNoGroupsWithdrawsNone() {
        login("google", List.of(group));

        assertThat(login("google", null).account().groups()).containsExactly(group);
    }

    @Test
    void aMembershipGivenByHandSurvives() throws LDAPException {
        Account account = login("google", List.of()).account();
        giveByHand(account);

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(reply.account().groups()).containsExactly(group);
    }

    @Test
    void aMembershipGivenByHandSurvivesAGrantOfTheSameGroup() throws LDAPException {
        Account account = login("google", List.of()).account();
        giveByHand(account);
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(grants(account)).isEmpty();
    }

    @Test
    void aGroupOfTwoConnectionsStaysUntilBothDropIt() {
        login("google", List.of(group));
        login("corp", List.of(group));

        UserProvisioned afterTheFirst = login("google", List.of());
        UserProvisioned afterBoth = login("corp", List.of());

        assertThat(afterTheFirst.account().groups()).containsExactly(group);
        assertThat(afterBoth.account().groups()).isEmpty();
    }

    @Test
    void aGrantWithoutItsMembershipIsCarriedOut() throws LDAPException {
        Account account = login("google", List.of()).account();
        record(account, "google " + group);

        login("google", List.of(group));

        assertThat(people.members(group)).containsExactly(account.dn());
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aGrantWithoutItsMembershipThatIsNoLongerMadeIsStruckOut() throws LDAPException {
        Account account = login("google", List.of()).account();
        record(account, "google " + group);

        login("google", List.of());

        assertThat(grants(account)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b",
                "#x",
                " lead",
                "x+y=z",
                "q\"q",
                "back\\slash",
                "<a;b>",
                "*)(uid=*",
                "grüße ☂"
            })
    void aGroupOfAnyNameIsGrantedAndWithdrawn(String name) {
        String hostile = name + " " + ada;

        List<String> granted = login("google", List.of(hostile)).account().groups();
        List<String> withdrawn = login("google", List.of()).account().groups();

        assertThat(granted).containsExactly(hostile.strip());
        assertThat(withdrawn).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "line\nbreak", "\ud800"})
    void aGroupThatCannotBeNamedIsRefused(String name) {
        assertThat(people.provision(People.login(ada, Map.of(), List.of(name))))
                .isInstanceOf(AttributeRejected.class);
    }

    private UserProvisioned login(String connection, @Nullable List<String> groups) {
        return people.provisioned(People.login(connection, ada, Map.of(), groups));
    }

    private void giveByHand(Account account) throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", group),
                        new Attribute("member", account.dn()));
    }

    private void record(Account account, String grant) throws LDAPException {
        people.administrator()
                .modify(
                        account.dn(),
                        new Modification(ModificationType.ADD, "vestibuleGrantedGroup", grant));
    }

    private List<String> grants(Account account) throws LDAPException {
        return people.values(account.dn(), "vestibuleGrantedGroup");
    }
}
