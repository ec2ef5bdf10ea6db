package dev.vestibule.provisioning.merge;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.Interleavings;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Accounts and their links, while two nodes work on them in every order of their operations. */
class AccountInterleavingsTest {
    private static final int SWITCHES = 2;
    private static final String ADA = "ada";
    private static final String MAIL = "ada@example.org";

    private final Interleavings nodes = Interleavings.of(2);
    private final People one = nodes.node(0);
    private final People two = nodes.node(1);

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void twoFirstLoginsOfOnePersonMakeOneAccount() throws Exception {
        // Each node has read the schema before, as it has in daily work.
        one.account(login("bob", "google"));
        two.account(login("bob", "google"));
        AtomicReference<Account> first = new AtomicReference<>();
        AtomicReference<Account> second = new AtomicReference<>();

        nodes.explore(
                SWITCHES,
                List.of(
                        () -> first.getAndSet(one.account(login(ADA, "google", "team"))),
                        () -> second.getAndSet(two.account(login(ADA, "google", "team")))),
                () -> {
                    assertThat(one.linkedAccounts(ADA)).isEqualTo(1);
                    assertThat(first.get().dn()).isEqualTo(second.get().dn());
                    assertThat(membersOf("team")).containsExactly(first.get().dn());
                });
    }

    @Test
    void twoPeopleWhoWantOneUsernameGetTwoAccounts() throws Exception {
        one.account(login("bob", "google"));
        two.account(login("bob", "google"));

        nodes.explore(
                SWITCHES,
                List.of(() -> one.account(subject("1")), () -> two.account(subject("2"))),
                () -> {
                    assertThat(one.linkedAccounts("1")).isEqualTo(1);
                    assertThat(one.linkedAccounts("2")).isEqualTo(1);
                    assertThat(one.linked("1").getFirst().getDN())
                            .isNotEqualTo(one.linked("2").getFirst().getDN());
                });
    }

    @Test
    void ofTwoSubjectsOfOneProviderOneGetsTheAccount() throws Exception {
        one.addPerson(ADA, MAIL, "correct horse");
        List<Object> replies = new ArrayList<>();

        nodes.explore(
                SWITCHES,
                List.of(
                        () -> replies.add(one.provision(matching("1"))),
                        () -> replies.add(two.provision(matching("2")))),
                () -> {
                    assertThat(replies).hasSize(2);
                    assertThat(replies).filteredOn(UserProvisioned.class::isInstance).hasSize(1);
                    assertThat(one.linkedAccounts("1") + one.linkedAccounts("2")).isEqualTo(1);
                    replies.clear();
                });
    }

    @Test
    void whoSignsInWhileUnlinkedKeepsNoGroupOfThatConnection() throws Exception {
        Account account = one.account(login(ADA, "google", "old"));
        two.account(login(ADA, "google", "old"));
        UnlinkAccount unlink =
                new UnlinkAccount(
                        "c",
                        account.dn(),
                        new FederatedIdentity(People.ISSUER, ADA),
                        "google",
                        false);

        nodes.explore(
                SWITCHES,
                List.of(
                        () -> said(one.services().links().unlink(unlink)),
                        () -> two.account(login(ADA, "google", "old", "new"))),
                () -> {
                    assertThat(one.records(account.dn(), "vestibuleFederatedIdentity")).isEmpty();
                    assertThat(one.records(account.dn(), "vestibuleGrantedGroup")).isEmpty();
                    assertThat(membersOf("old")).doesNotContain(account.dn());
                    assertThat(membersOf("new")).doesNotContain(account.dn());
                });
    }

    @Test
    void whoSignsInWhileDeletedLeavesNoMembershipBehind() throws Exception {
        Account account = one.account(login(ADA, "google", "old"));
        two.account(login(ADA, "google", "old"));
        try (LdapConnections connections = LdapConnections.open(nodes.config(0))) {
            AccountDirectory accounts =
                    DirectoryServices.of(nodes.config(0), connections, one.clock()).accounts();

            nodes.explore(
                    SWITCHES,
                    List.of(
                            () ->
                                    said(
                                            accounts.change(
                                                    new ChangeAccount(
                                                            "c",
                                                            account.dn(),
                                                            Change.DELETE,
                                                            null))),
                            () -> two.account(login(ADA, "google", "old", "new"))),
                    () -> {
                        boolean there = one.administrator().getEntry(account.dn()) != null;
                        List<String> members = new ArrayList<>(membersOf("old"));
                        members.addAll(membersOf("new"));
                        assertThat(members.contains(account.dn())).isEqualTo(there);
                    });
        }
    }

    private static ProvisionUser subject(String subject) {
        return LoginCommand.of(subject).wishing(ADA).command();
    }

    private static ProvisionUser matching(String subject) {
        return LoginCommand.of(subject)
                .wishing("eve")
                .with("mail", MAIL)
                .matching(
                        new ExistingAccounts(
                                Policy.LINK_VERIFIED_EMAIL, List.of(new Match("mail", MAIL)), MAIL))
                .command();
    }

    private static ProvisionUser login(String name, String connection, String... groups) {
        return LoginCommand.of(name).through(connection).granting(List.of(groups)).command();
    }

    private List<String> membersOf(String group) throws LDAPException {
        return one.administrator().getEntry(People.groupDn(group), "1.1") == null
                ? List.of()
                : one.members(group);
    }
}
