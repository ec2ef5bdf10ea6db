package dev.vestibule.provisioning.group;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryKindOfGroup;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;

/** A membership that an administrator removes by hand, of both kinds, on every server. */
@ParameterizedClass
@ArgumentsSource(EveryKindOfGroup.class)
class RemovedMembersTest {
    private final TestDirectory directory;
    private final People people;
    private final Membership kind;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    RemovedMembersTest(DirectoryUnderTest directory, Membership kind) {
        this.directory = directory.started();
        people = new People(this.directory);
        this.kind = kind;
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theNextLoginDoesNotGiveItBackAndSaysSo() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);

        UserProvisioned reply = login("google", group);

        assertThat(reply.account().groups()).isEmpty();
        assertThat(reply.changes().removed()).containsExactly(group);
        assertThat(holds(account)).isFalse();
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup")).isEmpty();
        assertThat(people.records(account.dn(), "vestibuleGroupState")).isEmpty();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup"))
                .containsExactly("google " + group);
    }

    @Test
    void itStaysRemovedAndLaterLoginsWriteNothing() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);
        login("google", group);

        UserProvisioned again = login("google", group.toUpperCase());

        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.changes().removed()).isEmpty();
        assertThat(again.account().groups()).isEmpty();
    }

    /** Who declines a scope once would otherwise undo what the administrator did. */
    @Test
    void itStaysRemovedWhenTheProviderDropsTheGroupForATime() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);
        login("google", group);
        login("google");

        assertThat(login("google", group).account().groups()).isEmpty();
    }

    @Test
    void aGroupThatTheProviderDropsBeforeTheNextLoginIsNotOnRecord() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);

        login("google");

        assertThat(people.records(account.dn(), "vestibuleGrantedGroup")).isEmpty();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup")).isEmpty();
    }

    @Test
    void itStaysRemovedWhenTheUserUnlinksTheIdentityAndLinksItAgain() throws LDAPException {
        Account account = login("google", group).account();
        login("corp", group);
        remove(account);
        login("google", group);
        said(
                people.services()
                        .links()
                        .unlink(
                                new UnlinkAccount(
                                        "c",
                                        account.dn(),
                                        new FederatedIdentity(People.ISSUER, ada),
                                        "google",
                                        false)));
        people.record(account.dn(), "vestibuleFederatedIdentity", People.ISSUER + " " + ada);

        assertThat(login("google", group).account().groups()).isEmpty();
    }

    @Test
    void noOtherConnectionGivesItBack() throws LDAPException {
        Account account = login("google", group).account();
        login("corp", group);
        remove(account);

        List<String> ofOne = login("corp", group).account().groups();
        List<String> ofTheOther = login("google", group).account().groups();
        List<String> ofAThird = login("third", group).account().groups();

        assertThat(ofOne).isEmpty();
        assertThat(ofTheOther).isEmpty();
        assertThat(ofAThird).isEmpty();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup"))
                .containsExactlyInAnyOrder("google " + group, "corp " + group);
    }

    @Test
    void aConnectionThatNeverGrantedItDoesNotGiveItBackEither() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);

        assertThat(login("third", group).account().groups()).isEmpty();
    }

    @Test
    void restoringGivesItBack() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);
        login("google", group);

        UserProvisioned reply =
                people.provisioned(
                        LoginCommand.of(ada)
                                .granting(List.of(group))
                                .in(kind)
                                .restoring()
                                .command());

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(holds(account)).isTrue();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup")).isEmpty();
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup"))
                .containsExactly("google " + group);
    }

    @Test
    void restoringGivesItBackBeforeAnyLoginHasFoundItRemoved() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);

        UserProvisioned reply =
                people.provisioned(
                        LoginCommand.of(ada)
                                .granting(List.of(group))
                                .in(kind)
                                .restoring()
                                .command());

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(holds(account)).isTrue();
    }

    @Test
    void anAdministratorWhoAddsTheMemberAgainEndsIt() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);
        login("google", group);
        giveByHand(account);

        UserProvisioned reply = login("google");

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup")).isEmpty();
    }

    @Test
    void theAccountShowsItBeforeAndAfterTheNextLogin() throws LDAPException {
        Account account = login("google", group).account();
        remove(account);
        GroupDetails before = shown(account);
        login("google", group);

        assertThat(before).isEqualTo(new GroupDetails(group, List.of("google"), false, true));
        assertThat(shown(account)).isEqualTo(before);
    }

    /** A grant whose state was never confirmed is the trace of a gateway that died. */
    @Test
    void whatAGatewayLeftUnfinishedIsGivenNotTakenForRemoved() throws LDAPException {
        Account account = login("google").account();
        people.record(account.dn(), "vestibuleGrantedGroup", "google " + group);
        people.record(account.dn(), "vestibuleGroupState", "1 - " + group);

        login("google", group);
        boolean given = holds(account);
        login("google", group);
        remove(account);
        login("google", group);

        assertThat(given).isTrue();
        assertThat(holds(account)).isFalse();
    }

    @Test
    void twoLoginsAtOnceLeaveItRemoved() throws Exception {
        Account account = login("google", group).account();
        remove(account);

        List<Thread> threads = List.of(started(), started(), started());
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(holds(account)).isFalse();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup"))
                .containsExactly("google " + group);
    }

    private Thread started() {
        return Thread.startVirtualThread(() -> {
            try (People node = new People(directory)) {
                node.account(LoginCommand.of(ada).granting(List.of(group)).in(kind).command());
            }
        });
    }

    private UserProvisioned login(String connection, String... groups) {
        return people.provisioned(
                LoginCommand.of(ada)
                        .through(connection)
                        .granting(List.of(groups))
                        .in(kind)
                        .command());
    }

    private boolean holds(Account account) throws LDAPException {
        return switch (kind) {
            case STATIC -> people.memberDns(group).contains(new DN(account.dn()));
            case DYNAMIC -> people.records(account.dn(), "vestibuleGroup").contains(group);
        };
    }

    private void remove(Account account) throws LDAPException {
        switch (kind) {
            case STATIC -> people.removeFromGroup(group, account.dn());
            case DYNAMIC -> change(ModificationType.DELETE, account);
        }
    }

    private void giveByHand(Account account) throws LDAPException {
        switch (kind) {
            case STATIC ->
                    people.administrator()
                            .modify(
                                    People.groupDn(group),
                                    new Modification(ModificationType.ADD, "member", account.dn()));
            case DYNAMIC -> change(ModificationType.ADD, account);
        }
    }

    private void change(ModificationType type, Account account) throws LDAPException {
        people.administrator()
                .modify(account.dn(), new Modification(type, "vestibuleGroup", group));
    }

    private GroupDetails shown(Account account) throws LDAPException {
        try (LdapConnections connections = LdapConnections.open(directory.config())) {
            AccountDirectory accounts =
                    DirectoryServices.of(directory.config(), connections, people.clock())
                            .accounts();
            AccountDetails shown =
                    (AccountDetails) said(accounts.show(new ShowAccount(account.dn())));
            return shown.groups().getFirst();
        }
    }
}
