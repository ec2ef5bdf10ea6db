package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.NamedAccounts;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.CheckAccounts.CheckedAccount;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What administrators, and rules of theirs, do with accounts. Straight-line blocking code, for
 * virtual threads.
 */
public final class AccountDirectory {
    private final AccountFinder accounts;
    private final AccountDetailsReader reading;
    private final AccountSearch search;
    private final AccountChanges changes;

    /**
     * Answers with these collaborators.
     *
     * @param connections stay the caller's to close
     */
    public AccountDirectory(
            DirectoryConfig config,
            LdapConnections connections,
            AccountFinder accounts,
            AccountStates states,
            GroupMemberships memberships) {
        this.accounts = accounts;
        reading = new AccountDetailsReader(states, memberships, accounts.tree());
        boolean translated = !(accounts.ldap() instanceof PooledLdap);
        var ldif = new AccountLdif(connections.pool(), states, memberships, translated);
        search = new AccountSearch(config, connections, reading, ldif);
        changes = new AccountChanges(accounts, states, memberships);
    }

    /** Whether the directory answers, lets the gateway in and has the containers of accounts. */
    public Reply<DirectoryReady> ready(CheckDirectory query) {
        return Replies.of(() -> {
            var missing = accounts.missingContainer();
            if (missing != null) {
                throw Refusal.policy("the container of accounts is missing: %s", missing);
            }
            return new DirectoryReady();
        });
    }

    /** Everything about one account. */
    public Reply<AccountDetails> show(ShowAccount query) {
        return Replies.of(() -> reading.full(new NamedAccounts(accounts).only(query.account())));
    }

    /** Disables, enables or deletes; the same command again changes nothing. */
    public Reply<AccountChanged> change(ChangeAccount command) {
        return Replies.of(() -> changes.change(command), SchemaNames.DISABLED);
    }

    /**
     * Hands the accounts over page by page.
     *
     * @param pages answers whether it wants more
     */
    public Reply<AccountsListed> list(ListAccounts query, Predicate<List<AccountDetails>> pages) {
        return Replies.of(() -> new AccountsListed(search.list(query, pages)));
    }

    /**
     * Hands the accounts over as LDIF, page by page.
     *
     * @param pages answers whether it wants more
     */
    public Reply<AccountsListed> export(ExportAccounts query, Predicate<List<String>> pages) {
        return Replies.of(() -> new AccountsListed(search.export(query, pages)));
    }

    /** The accounts of open sessions: one search for all of them, and one for each one's groups. */
    public Reply<AccountsChecked> check(CheckAccounts query) {
        return Replies.of(() -> {
            List<CheckedAccount> checked = new ArrayList<>();
            List<String> links = query.identities().stream().map(FederatedLink::text).toList();
            List<AccountEntry> found = accounts.linkedToAny(links);
            for (FederatedIdentity identity : query.identities()) {
                checked.add(checked(identity, found));
            }
            return new AccountsChecked(checked);
        });
    }

    private CheckedAccount checked(FederatedIdentity identity, List<AccountEntry> found)
            throws LDAPException {
        String link = FederatedLink.text(identity);
        List<AccountEntry> linked = found.stream().filter(each -> each.carries(link)).toList();
        if (linked.size() != 1) {
            return new CheckedAccount(identity, null);
        }
        AccountEntry account = linked.getFirst();
        var state = reading.states().of(account);
        List<String> groups =
                state.usable()
                        ? List.copyOf(reading.memberships().of(account).values())
                        : List.of();
        return new CheckedAccount(identity, account.account(groups, state));
    }
}
