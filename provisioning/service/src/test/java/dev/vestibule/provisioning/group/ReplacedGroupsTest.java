package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who decides on memberships: both sides, or the provider alone. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class ReplacedGroupsTest {
    private final People people;
    private final String ada = People.freshName();
    private final String wanted = "wanted-" + ada;
    private final String byHand = "hand-" + ada;

    ReplacedGroupsTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @ParameterizedTest
    @EnumSource(Groups.class)
    void groupsThatAreNotKnownEndNothingWhoeverDecides(Groups rule) throws LDAPException {
        String more = "more-" + ada;
        Account account = login(rule, "google", List.of(wanted)).account();
        giveByHand(byHand, account);

        UserProvisioned reply =
                people.provisioned(
                        LoginCommand.of(ada).knowing(List.of(more)).under(rules(rule)).command());

        assertThat(reply.account().groups()).containsExactlyInAnyOrder(wanted, byHand, more);
        assertThat(people.members(wanted)).contains(account.dn());
    }

    @Test
    void mergingKeepsTheGroupGivenByHandAndEndsTheOneRevokedAtTheProvider() throws LDAPException {
        Account account = login(Groups.MERGE, "google", List.of(wanted)).account();
        giveByHand(byHand, account);

        UserProvisioned reply = login(Groups.MERGE, "google", List.of());

        assertThat(reply.account().groups()).containsExactly(byHand);
        assertThat(people.members(wanted)).containsExactly(people.placeholder());
    }

    @Test
    void replacingEndsAMembershipGivenByHand() throws LDAPException {
        Account account = login(Groups.REPLACE, "google", List.of(wanted)).account();
        giveByHand(byHand, account);

        UserProvisioned reply = login(Groups.REPLACE, "google", List.of(wanted));

        assertThat(reply.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(reply.account().groups()).containsExactly(wanted);
        assertThat(people.members(byHand)).containsExactly(people.placeholder());
    }

    @Test
    void replacingLeavesWhatTheProviderGrantsTooAndThenWritesNothing() throws LDAPException {
        Account account = login(Groups.REPLACE, "google", List.of()).account();
        giveByHand(wanted, account);
        login(Groups.REPLACE, "google", List.of(wanted));

        UserProvisioned again = login(Groups.REPLACE, "google", List.of(wanted));

        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.members(wanted)).containsExactly(account.dn());
    }

    @Test
    void replacingLeavesTheGrantsOfAnotherConnection() {
        login(Groups.MERGE, "corp", List.of("corp-" + ada));

        UserProvisioned reply = login(Groups.REPLACE, "google", List.of(wanted));

        assertThat(reply.account().groups()).containsExactlyInAnyOrder("corp-" + ada, wanted);
    }

    @Test
    void replacingLeavesTheOtherMembers() throws LDAPException {
        Account other = people.account(People.login(ada + "-other", Map.of(), List.of(byHand)));
        Account account = login(Groups.REPLACE, "google", List.of()).account();
        people.administrator()
                .modify(
                        People.groupDn(byHand),
                        new Modification(ModificationType.ADD, "member", account.dn()));

        login(Groups.REPLACE, "google", List.of());

        assertThat(people.members(byHand)).containsExactly(other.dn());
    }

    @Test
    void aConnectionThatManagesNoGroupsReplacesNone() throws LDAPException {
        Account account = login(Groups.REPLACE, "google", null).account();
        giveByHand(byHand, account);

        assertThat(login(Groups.REPLACE, "google", null).account().groups())
                .containsExactly(byHand);
    }

    private UserProvisioned login(
            Groups groups, String connection, @Nullable List<String> granted) {
        return people.provisioned(
                LoginCommand.of(ada)
                        .through(connection)
                        .granting(granted)
                        .under(rules(groups))
                        .command());
    }

    private static SyncRules rules(Groups groups) {
        return new SyncRules(Mode.MERGE, Map.of(), Set.of(), Set.of(), groups);
    }

    private void giveByHand(String group, Account account) throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", group),
                        new Attribute("member", account.dn()));
    }
}
