package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryKindOfGroup;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What is true of groups of both kinds, on every server that has the kind. */
@ParameterizedClass
@ArgumentsSource(EveryKindOfGroup.class)
class GroupsTest {
    private final People people;
    private final Membership kind;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    GroupsTest(DirectoryUnderTest directory, Membership kind) {
        people = new People(directory.started());
        this.kind = kind;
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aGroupThatIsMissingIsCreated() throws LDAPException {
        Account account = login("google", List.of(group)).account();

        assertThat(account.groups()).containsExactly(group);
        assertThat(people.administrator().getEntry(People.groupDn(group))).isNotNull();
        assertThat(holds(account)).isTrue();
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aGroupIsNamedOnceHoweverItIsSpelt() throws LDAPException {
        Account account = login("google", List.of(group, group.toUpperCase(), group)).account();

        assertThat(account.groups()).containsExactly(group);
        assertThat(grants(account)).containsExactly("google " + group);
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
        assertThat(holds(reply.account())).isTrue();
    }

    @Test
    void aDroppedGroupIsWithdrawn() throws LDAPException {
        login("google", List.of(group));

        UserProvisioned reply = login("google", List.of());

        assertThat(reply.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(reply.account().groups()).isEmpty();
        assertThat(holds(reply.account())).isFalse();
        assertThat(grants(reply.account())).isEmpty();
    }

    @Test
    void oneMemberOfSeveralLeavesAlone() throws LDAPException {
        Account account = login("google", List.of(group)).account();
        Account other =
                people.account(
                        LoginCommand.of(ada + "-o").granting(List.of(group)).in(kind).command());

        login("google", List.of());

        assertThat(holds(account)).isFalse();
        assertThat(holds(other)).isTrue();
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
    void aGroupOfTwoConnectionsStaysUntilBothDropIt() throws LDAPException {
        login("google", List.of(group));
        login("corp", List.of(group));

        Account afterTheFirst = login("google", List.of()).account();
        boolean heldAfterTheFirst = holds(afterTheFirst);
        Account afterBoth = login("corp", List.of()).account();

        assertThat(afterTheFirst.groups()).containsExactly(group);
        assertThat(heldAfterTheFirst).isTrue();
        assertThat(afterBoth.groups()).isEmpty();
        assertThat(holds(afterBoth)).isFalse();
    }

    @Test
    void aGrantWithoutItsMembershipIsCarriedOut() throws LDAPException {
        Account account = login("google", List.of()).account();
        people.record(account.dn(), "vestibuleGrantedGroup", "google " + group);

        login("google", List.of(group));

        assertThat(holds(account)).isTrue();
        assertThat(grants(account)).containsExactly("google " + group);
    }

    @Test
    void aGrantWithoutItsMembershipThatIsNoLongerMadeIsStruckOut() throws LDAPException {
        Account account = login("google", List.of()).account();
        people.record(account.dn(), "vestibuleGrantedGroup", "google " + group);

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
        assertThat(
                        people.provision(
                                LoginCommand.of(ada).granting(List.of(name)).in(kind).command()))
                .isInstanceOf(AttributeRejected.class);
    }

    private UserProvisioned login(String connection, @Nullable List<String> groups) {
        return people.provisioned(
                LoginCommand.of(ada).through(connection).granting(groups).in(kind).command());
    }

    /** Whether the membership stands where readers of this kind of group look for it. */
    private boolean holds(Account account) throws LDAPException {
        return switch (kind) {
            case STATIC -> people.memberDns(group).contains(new DN(account.dn()));
            case DYNAMIC -> people.records(account.dn(), "vestibuleGroup").contains(group);
        };
    }

    private void giveByHand(Account account) throws LDAPException {
        switch (kind) {
            case STATIC -> people.addGroup(group, account.dn());
            case DYNAMIC -> people.record(account.dn(), "vestibuleGroup", group);
        }
    }

    private List<String> grants(Account account) throws LDAPException {
        return people.records(account.dn(), "vestibuleGrantedGroup");
    }
}
