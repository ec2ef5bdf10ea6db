package dev.vestibule.provisioning.administration;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.CheckAccounts.CheckedAccount;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class AccountDirectoryTest {
    private final TestDirectory directory;
    private final People people;
    private final LdapConnections connections;
    private final AccountDirectory accounts;
    private final String ada = People.freshName();
    private final FederatedIdentity identity = new FederatedIdentity(People.ISSUER, ada);

    AccountDirectoryTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
        connections = LdapConnections.open(this.directory.config());
        accounts =
                DirectoryServices.of(this.directory.config(), connections, people.clock())
                        .accounts();
    }

    @AfterEach
    void disconnect() {
        connections.close();
        people.close();
    }

    @Test
    void showsWhereEverythingComesFrom() throws LDAPException {
        Account account =
                people.account(
                        People.login(ada, Map.of("mail", List.of("a@example.org")), List.of(ada)));
        replace(account.dn(), "description", "by hand");

        AccountDetails shown = shown(ada);

        assertThat(shown.links()).containsExactly(identity);
        assertThat(shown.provisionedBy()).isEqualTo("google");
        assertThat(shown.lastSignIn()).isEqualTo("2026-11-23T09:30:00Z");
        assertThat(shown.groups())
                .containsExactly(new GroupDetails(ada, List.of("google"), true, false));
        assertThat(shown.attributes())
                .contains(
                        new AttributeDetails(
                                "mail",
                                List.of("a@example.org"),
                                Standing.AS_WRITTEN,
                                "google",
                                Instant.parse("2026-11-23T09:30:00Z")),
                        new AttributeDetails(
                                "description", List.of("by hand"), Standing.BY_HAND, null, null));
        assertThat(said(accounts.show(new ShowAccount(account.dn())))).isEqualTo(shown);
    }

    @Test
    void aNameThatSeveralHaveShowsNone() throws LDAPException {
        people.account(People.login(ada, Map.of(), null));
        String other = people.account(People.login(ada + "-other", Map.of(), null)).dn();

        Class<? extends Object> expected =
                sharesName(other) ? AccountConflict.class : AccountDetails.class;

        assertThat(said(accounts.show(new ShowAccount(ada)))).isInstanceOf(expected);
    }

    /** False where the server keeps names unique. */
    private boolean sharesName(String other) throws LDAPException {
        try {
            people.administrator()
                    .modify(other, new Modification(ModificationType.ADD, "uid", ada));
            return true;
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw e;
        }
    }

    @Test
    void disablesOnce() {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();

        Object first = change(dn, Change.DISABLE, null);
        Object second = change(dn, Change.DISABLE, null);

        AccountState disabled = AccountState.disabled("vestibuleDisabled");
        assertThat(first)
                .isEqualTo(
                        new AccountChanged(
                                "c", Change.DISABLE, dn, ada, true, disabled, Changes.NONE));
        assertThat(second)
                .isEqualTo(
                        new AccountChanged(
                                "c", Change.DISABLE, dn, ada, false, disabled, Changes.NONE));
    }

    @Test
    void aRuleDisablesNobodyWhoHasSignedInSince() {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();

        Object reply = change(dn, Change.DISABLE, Instant.parse("2026-11-23T09:29:59Z"));

        assertThat(reply)
                .isEqualTo(
                        new AccountChanged(
                                "c",
                                Change.DISABLE,
                                dn,
                                ada,
                                false,
                                AccountState.active(),
                                Changes.NONE));
    }

    @Test
    void aRuleLeavesAloneWhomTheAdministratorKeepsEnabled() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();
        replace(dn, "vestibuleDisabled", "FALSE");

        Object reply = change(dn, Change.DISABLE, Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(reply)
                .isEqualTo(
                        new AccountChanged(
                                "c",
                                Change.DISABLE,
                                dn,
                                ada,
                                false,
                                AccountState.active(),
                                Changes.NONE));
    }

    @Test
    void enablingAndDeletingNeedTheAdministratorsRights() throws Exception {
        String dn = people.account(People.login(ada, Map.of(), List.of(ada))).dn();
        replace(dn, "vestibuleDisabled", "TRUE");

        Object enabled = change(dn, Change.ENABLE, null);
        Object deleted = change(dn, Change.DELETE, null);

        if (directory instanceof OpenLdapDirectory) {
            assertThat(enabled).isInstanceOf(PolicyRefused.class);
            assertThat(deleted).isInstanceOf(PolicyRefused.class);
            assertThat(people.members(ada)).containsExactly(dn);
        } else {
            assertThat(enabled)
                    .isEqualTo(
                            new AccountChanged(
                                    "c",
                                    Change.ENABLE,
                                    dn,
                                    ada,
                                    true,
                                    AccountState.active(),
                                    Changes.NONE));
            assertThat(people.members(ada)).containsExactly(people.placeholder());
            assertThat(said(accounts.show(new ShowAccount(ada))))
                    .isEqualTo(new NoSuchAccount("no account is named " + ada));
            assertThat(change(dn, Change.DELETE, null))
                    .isEqualTo(new NoSuchAccount("no account at " + dn));
        }
    }

    @Test
    void nothingButAPersonIsChanged() {
        String gateway = directory.config().login().dn();

        assertThat(change(gateway, Change.DELETE, null))
                .isEqualTo(new NoSuchAccount("no account at " + gateway));
        assertThat(change("ou=people," + TestDirectory.BASE, Change.DELETE, null))
                .isInstanceOf(NoSuchAccount.class);
    }

    @Test
    void checksManySessionsAtOnce() throws LDAPException {
        Account active = people.account(People.login(ada, Map.of(), List.of(ada)));
        String disabled = people.account(People.login(ada + "-off", Map.of(), null)).dn();
        replace(disabled, "vestibuleDisabled", "TRUE");
        FederatedIdentity off = new FederatedIdentity(People.ISSUER, ada + "-off");
        FederatedIdentity gone = new FederatedIdentity(People.ISSUER, ada + "-gone");

        Object reply = said(accounts.check(new CheckAccounts(List.of(identity, off, gone))));

        assertThat(reply).isInstanceOf(AccountsChecked.class);
        List<CheckedAccount> checked = ((AccountsChecked) reply).accounts();
        assertThat(checked.getFirst()).isEqualTo(new CheckedAccount(identity, active));
        assertThat(checked.get(1).account())
                .extracting(Account::state)
                .isEqualTo(AccountState.disabled("vestibuleDisabled"));
        assertThat(checked.get(2)).isEqualTo(new CheckedAccount(gone, null));
    }

    @Test
    void listsPageByPage() {
        String connection = "paging-" + ada.substring(4);
        for (int number = 0; number < 5; number++) {
            people.account(People.login(connection, ada + "-" + number + "x", Map.of(), null));
        }
        List<Integer> sizes = new ArrayList<>();

        Object reply =
                said(
                        accounts.list(
                                new ListAccounts(by(connection, null), "unused", 2, false),
                                page -> sizes.add(page.size())));

        assertThat(reply).isEqualTo(new AccountsListed(5));
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void findsWhoHasNotSignedInForAWhile() {
        String connection = "idle-" + ada.substring(4);
        people.account(People.login(connection, ada, Map.of(), null));
        people.at("2027-01-01T00:00:00Z");
        people.account(People.login(connection, ada + "-new", Map.of(), null));

        List<AccountDetails> idle = listed(by(connection, Instant.parse("2026-12-01T00:00:00Z")));

        assertThat(idle).extracting(AccountDetails::username).containsExactly(ada);
    }

    @Test
    void findsAccountsOfConnectionsThatAreNoMore() {
        String removed = "removed-" + ada.substring(4);
        people.account(People.login(removed, ada, Map.of(), null));
        people.account(People.login(ada + "-google", Map.of(), null));

        List<AccountDetails> orphans =
                listed(new AccountFilter(null, List.of("google"), null, false, false));

        assertThat(orphans)
                .extracting(AccountDetails::username)
                .contains(ada)
                .doesNotContain(ada + "-google");
    }

    private static AccountFilter by(String connection, @Nullable Instant inactiveSince) {
        return new AccountFilter(connection, null, inactiveSince, false, true);
    }

    private List<AccountDetails> listed(AccountFilter filter) {
        List<AccountDetails> all = new ArrayList<>();
        said(accounts.list(new ListAccounts(filter, "unused", 100, false), all::addAll));
        return all;
    }

    private AccountDetails shown(String account) {
        Object reply = said(accounts.show(new ShowAccount(account)));
        assertThat(reply).isInstanceOf(AccountDetails.class);
        return (AccountDetails) reply;
    }

    private Object change(String dn, Change change, @Nullable Instant notSince) {
        return said(accounts.change(new ChangeAccount("c", dn, change, notSince)));
    }

    private void replace(String dn, String attribute, String value) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }
}
