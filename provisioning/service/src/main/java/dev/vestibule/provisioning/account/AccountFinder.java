package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the entries of accounts. */
public record AccountFinder(Ldap ldap, DirectoryTree tree) {
    /** More of them would not help to decide. */
    private static final int CANDIDATES = 10;

    /**
     * The one account that carries the link; null when there is none.
     *
     * @throws Refusal an {@code AccountConflict} when several do, or when another subject of the
     *     same provider is linked to it as well
     */
    public @Nullable AccountEntry linkedTo(String link) throws LDAPException, Refusal {
        List<AccountEntry> linked = allLinkedTo(link);
        if (linked.size() > 1) {
            throw Refusal.conflict(
                    "%d accounts have the same link: %s",
                    linked.size(), linked.stream().map(AccountEntry::dn).toList());
        }
        if (linked.isEmpty()) {
            return null;
        }
        linked.getFirst().requireOneSubject(link);
        return linked.getFirst();
    }

    /** The same; refuses when there is none. */
    public AccountEntry required(String link) throws LDAPException, Refusal {
        AccountEntry account = linkedTo(link);
        if (account == null) {
            throw new Refusal(new NoSuchAccount("no account is linked to the identity"));
        }
        return account;
    }

    /** Every account that carries the link: more than one is a mistake. */
    public List<AccountEntry> allLinkedTo(String link) throws LDAPException {
        return linkedToAny(List.of(link)).stream().filter(a -> a.carries(link)).toList();
    }

    /** The entry at this place; null when there is none. */
    public @Nullable AccountEntry at(DN dn) throws LDAPException {
        Entry entry = ldap.getEntry(dn.toString(), AccountStates.allAttributes());
        return entry == null ? null : AccountEntry.of(entry);
    }

    /**
     * The account's entry at this DN; null if there is none, or the DN is outside the containers.
     */
    public @Nullable AccountEntry inPeople(String dn) throws LDAPException {
        return isPlaceOfAPerson(dn) ? at(new DN(dn)) : null;
    }

    /** Whether an entry there would be an account. */
    public boolean isPlaceOfAPerson(String dn) throws LDAPException {
        return DN.isValidDN(dn) && tree.isBelowPeople(new DN(dn));
    }

    /** The entries with this username, or the one with this distinguished name. */
    public List<AccountEntry> named(String account) throws LDAPException {
        AccountEntry entry = inPeople(account);
        return entry != null
                ? List.of(entry)
                : search(Filter.equals("uid", account), AccountStates.allAttributes());
    }

    /**
     * Every entry that one of the identities leads to, or one that the directory takes for the
     * same.
     */
    public List<AccountEntry> linkedToAny(List<String> links) throws LDAPException {
        List<Filter> filters =
                links.stream().map(this::leading).filter(Objects::nonNull).distinct().toList();
        return filters.isEmpty()
                ? List.of()
                : search(
                        filters.size() == 1 ? filters.getFirst() : Filter.or(filters),
                        AccountStates.allAttributes());
    }

    /** The added entry with the id that the server gave it. */
    public Entry identified(Entry added) throws LDAPException {
        Entry read = ldap.getEntry(added.getDN(), tree.profile().id().attribute());
        if (read != null) {
            read.getAttributes().forEach(added::addAttribute);
        }
        return added;
    }

    /**
     * Entries that have or had one of these usernames, and any that carries the link by now: with
     * their usernames and link only.
     */
    public List<AccountEntry> namedOrLinked(List<String> usernames, String link)
            throws LDAPException {
        Stream<Filter> names =
                usernames.stream()
                        .flatMap(name ->
                                Stream.of("uid", SchemaNames.USERNAME)
                                        .map(type -> Filter.equals(type, name)));
        var any = Filter.or(Stream.concat(Stream.of(linkFilter(link)), names).toList());
        return search(any, "uid", SchemaNames.USERNAME, SchemaNames.FEDERATED_IDENTITY);
    }

    /**
     * Refuses a link that an entry outside the containers of accounts has, and names the entry.
     *
     * @throws Refusal an {@code AccountConflict} when there is such an entry
     */
    public void refuseStray(String link) throws LDAPException, Refusal {
        List<String> strays =
                accounts(ldap.below(tree.base(), linkFilter(link), SchemaNames.FEDERATED_IDENTITY))
                        .stream()
                        .filter(account -> account.carries(link))
                        .map(account -> account.dn().toString())
                        .toList();
        if (!strays.isEmpty()) {
            throw Refusal.conflict(
                    "the account with this link is not below %s: %s; move it back or unlink it",
                    tree.people(), strays);
        }
    }

    /** The first container of accounts that cannot be read; null if all can. */
    public @Nullable DN missingContainer() throws LDAPException {
        for (DN container : tree.containers()) {
            if (ldap.getEntry(container.toString(), "1.1") == null) {
                return container;
            }
        }
        return null;
    }

    /**
     * Every account whose attribute has this value as the directory compares; of very many, some.
     *
     * <p>A directory that does not know the attribute finds none.
     */
    public List<AccountEntry> holding(Match match) throws LDAPException {
        return matching(Filter.equals(match.attribute(), match.value()));
    }

    /** Every account that the filter finds; of very many, some. */
    public List<AccountEntry> matching(Filter filter) throws LDAPException {
        List<AccountEntry> matching = new ArrayList<>();
        for (DN container : tree.searched()) {
            matching.addAll(some(container, filter));
        }
        return matching;
    }

    private List<AccountEntry> some(DN container, Filter filter) throws LDAPException {
        try {
            return accounts(
                    ldap.below(container, filter, CANDIDATES, AccountStates.allAttributes()));
        } catch (LDAPSearchException e) {
            List<SearchResultEntry> some = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                    && some != null
                    && some.size() > 1) {
                return accounts(some);
            }
            throw e;
        }
    }

    /** Null for an account by itself that can be none. */
    private @Nullable Filter leading(String link) {
        String id = FederatedLink.accountId(link);
        return id == null ? linkFilter(link) : tree.profile().id().filter(id);
    }

    private static Filter linkFilter(String link) {
        return Filter.equals(SchemaNames.FEDERATED_IDENTITY, link);
    }

    private List<AccountEntry> search(Filter filter, String... attributes) throws LDAPException {
        List<AccountEntry> accounts = new ArrayList<>();
        for (DN container : tree.searched()) {
            accounts.addAll(accounts(ldap.below(container, filter, attributes)));
        }
        return accounts;
    }

    private static List<AccountEntry> accounts(List<? extends Entry> entries) throws LDAPException {
        List<AccountEntry> accounts = new ArrayList<>();
        for (Entry entry : entries) {
            accounts.add(AccountEntry.of(entry));
        }
        return accounts;
    }
}
