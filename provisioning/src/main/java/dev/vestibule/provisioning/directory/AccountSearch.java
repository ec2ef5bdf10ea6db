package dev.vestibule.provisioning.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the accounts of all containers page by page (RFC 2696), so that a million of them need the
 * memory of one page. A page's cookie holds on its connection only, which is kept for the whole
 * listing; none of those that logins use.
 */
final class AccountSearch {
    /** A filter with a negation has no index: the server may look at every account for one page. */
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(5);

    private final DirectoryConfig config;
    private final LdapConnections connections;
    private final DirectoryTree tree;
    private final AccountReading reading;

    /** Takes pages; false when it wants no more. */
    interface Pages {
        boolean take(List<AccountDetails> page);
    }

    AccountSearch(DirectoryConfig config, LdapConnections connections, AccountReading reading) {
        this.config = config;
        this.connections = connections;
        this.reading = reading;
        tree = DirectoryTree.of(config);
    }

    /** How many accounts were handed over. */
    long list(ListAccounts query, Pages pages) throws LDAPException {
        try (LDAPConnection connection = connections.another()) {
            Listing listing = new Listing(connections.ldap(config, connection), query, pages);
            for (DN container : tree.searched()) {
                if (!listing.list(container)) {
                    break;
                }
            }
            return listing.count;
        }
    }

    private final class Listing {
        private final Ldap ldap;
        private final ListAccounts query;
        private final Pages pages;
        private long count;

        Listing(Ldap ldap, ListAccounts query, Pages pages) {
            this.ldap = ldap;
            this.query = query;
            this.pages = pages;
        }

        /** False when nobody wants more. */
        boolean list(DN container) throws LDAPException {
            SearchRequest search = search(container);
            ASN1OctetString cookie = null;
            do {
                search.setControls(new SimplePagedResultsControl(query.pageSize(), cookie));
                SearchResult result = ldap.search(search);
                List<AccountDetails> page = page(result, query);
                count += page.size();
                if (!page.isEmpty() && !pages.take(page)) {
                    return false;
                }
                cookie = next(result);
            } while (cookie != null);
            return true;
        }

        private SearchRequest search(DN container) {
            SearchRequest search =
                    new SearchRequest(
                            container.toString(),
                            SearchScope.SUB,
                            filter(query.filter()),
                            AccountStates.allAttributes());
            search.setDerefPolicy(DereferencePolicy.NEVER);
            search.setResponseTimeoutMillis(LONGEST_PAGE.toMillis());
            return search;
        }
    }

    /** Null after the last page. */
    private static @Nullable ASN1OctetString next(SearchResult result) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
        return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
    }

    private List<AccountDetails> page(SearchResult result, ListAccounts query)
            throws LDAPException {
        List<AccountDetails> page = new ArrayList<>();
        List<SearchResultEntry> found = result.getSearchEntries();
        for (SearchResultEntry entry : found == null ? List.<SearchResultEntry>of() : found) {
            AccountEntry account = AccountEntry.of(entry);
            AccountDetails details =
                    query.memberships() ? reading.full(account) : reading.brief(account);
            if (!query.filter().unusable() || !details.state().usable()) {
                page.add(details);
            }
        }
        return page;
    }

    private static Filter filter(AccountFilter accounts) {
        List<Filter> all = new ArrayList<>();
        all.add(Filter.createEqualityFilter("objectClass", SchemaNames.ACCOUNT));
        if (accounts.provisionedBy() != null) {
            all.add(by(accounts.provisionedBy()));
        }
        if (accounts.notProvisionedBy() != null) {
            all.add(Filter.createPresenceFilter(SchemaNames.PROVISIONED_BY));
            accounts.notProvisionedBy().forEach(id -> all.add(Filter.createNOTFilter(by(id))));
        }
        if (accounts.notSignedInSince() != null) {
            all.add(inactive(accounts.notSignedInSince()));
        }
        if (accounts.undecided()) {
            all.add(Filter.createNOTFilter(Filter.createPresenceFilter(SchemaNames.DISABLED)));
        }
        return Filter.createANDFilter(all);
    }

    private static Filter by(String connection) {
        return Filter.createEqualityFilter(SchemaNames.PROVISIONED_BY, connection);
    }

    /** Who has never signed in counts from the creation; who has neither date is never meant. */
    private static Filter inactive(Instant since) {
        String last = StaticUtils.encodeGeneralizedTime(since.toEpochMilli() - 1);
        return Filter.createORFilter(
                Filter.createLessOrEqualFilter(SchemaNames.LAST_SIGN_IN, last),
                Filter.createANDFilter(
                        Filter.createNOTFilter(
                                Filter.createPresenceFilter(SchemaNames.LAST_SIGN_IN)),
                        Filter.createLessOrEqualFilter(SchemaNames.PROVISIONED_AT, last)));
    }
}
