package dev.vestibule.provisioning.administration;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Ldap.Found;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.dialect.Dialects;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the accounts of all containers page by page (RFC 2696), so that a million of them need the
 * memory of one page. A page's cookie holds on its connection only, which is kept for the whole
 * listing; none of those that logins use.
 */
record AccountSearch(
        DirectoryConfig config,
        LdapConnections connections,
        AccountDetailsReader reading,
        AccountLdif ldif) {
    /** A filter with a negation has no index: the server may look at every account for one page. */
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(5);

    /** What becomes of one account; null leaves it out. */
    private interface Reading<T> {
        @Nullable T of(AccountEntry account) throws LDAPException;
    }

    /**
     * Hands accounts over.
     *
     * @param pages takes a page; false when it wants no more
     * @return how many there were
     */
    long list(ListAccounts query, Predicate<List<AccountDetails>> pages) throws LDAPException {
        return list(query.filter(), query.pageSize(), account -> details(account, query), pages);
    }

    /** Hands accounts over as LDIF. */
    long export(ExportAccounts query, Predicate<List<String>> pages) throws LDAPException {
        return list(query.filter(), query.pageSize(), ldif::of, pages);
    }

    private <T> long list(
            AccountFilter filter, int pageSize, Reading<T> reader, Predicate<List<T>> pages)
            throws LDAPException {
        try (var connection = connections.another()) {
            var ldap = Dialects.of(config, connection);
            long count = 0;
            for (DN container : reading.tree().searched()) {
                SearchRequest search = search(container, filter);
                ASN1OctetString cookie = null;
                do {
                    search.setControls(new SimplePagedResultsControl(pageSize, cookie));
                    Found found = ldap.search(search);
                    List<T> page = page(found, reader);
                    count += page.size();
                    if (!page.isEmpty() && !pages.test(page)) {
                        return count;
                    }
                    cookie = next(found.result());
                } while (cookie != null);
            }
            return count;
        }
    }

    private static SearchRequest search(DN container, AccountFilter filter) {
        SearchRequest search =
                new SearchRequest(
                        container.toString(),
                        SearchScope.SUB,
                        filter(filter),
                        AccountStates.allAttributes());
        search.setDerefPolicy(DereferencePolicy.NEVER);
        search.setResponseTimeoutMillis(LONGEST_PAGE.toMillis());
        return search;
    }

    private static <T> List<T> page(Found found, Reading<T> reader) throws LDAPException {
        List<T> page = new ArrayList<>();
        for (var entry : found.entries()) {
            T read = reader.of(AccountEntry.of(entry));
            if (read != null) {
                page.add(read);
            }
        }
        return page;
    }

    /** Null after the last page. */
    private static @Nullable ASN1OctetString next(SearchResult result) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
        return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
    }

    private @Nullable AccountDetails details(AccountEntry account, ListAccounts query)
            throws LDAPException {
        var details = query.memberships() ? reading.full(account) : reading.brief(account);
        return query.filter().unusable() && details.state().usable() ? null : details;
    }

    private static Filter filter(AccountFilter accounts) {
        List<Filter> all = new ArrayList<>();
        all.add(Filter.equals("objectClass", SchemaNames.ACCOUNT));
        if (accounts.provisionedBy() != null) {
            all.add(by(accounts.provisionedBy()));
        }
        if (accounts.notProvisionedBy() != null) {
            all.add(Filter.present(SchemaNames.PROVISIONED_BY));
            accounts.notProvisionedBy().forEach(id -> all.add(Filter.not(by(id))));
        }
        if (accounts.notSignedInSince() != null) {
            all.add(inactive(accounts.notSignedInSince()));
        }
        if (accounts.undecided()) {
            all.add(Filter.not(Filter.present(SchemaNames.DISABLED)));
        }
        return Filter.and(all);
    }

    private static Filter by(String connection) {
        return Filter.equals(SchemaNames.PROVISIONED_BY, connection);
    }

    /**
     * Without a sign-in the date of creation is used; an account without both dates is never
     * included.
     */
    private static Filter inactive(Instant since) {
        String last = StaticUtils.encodeGeneralizedTime(since.toEpochMilli() - 1);
        return Filter.or(
                Filter.lessOrEqual(SchemaNames.LAST_SIGN_IN, last),
                Filter.and(
                        Filter.not(Filter.present(SchemaNames.LAST_SIGN_IN)),
                        Filter.lessOrEqual(SchemaNames.PROVISIONED_AT, last)));
    }
}
