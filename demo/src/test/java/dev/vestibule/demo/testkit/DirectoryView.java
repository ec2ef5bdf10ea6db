package dev.vestibule.demo.testkit;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/** What a reader of the directory sees. */
public final class DirectoryView implements AutoCloseable {
    private static final String BASE = "dc=example,dc=org";

    private final LDAPConnection connection;

    private DirectoryView(LDAPConnection connection) {
        this.connection = connection;
    }

    /** A reader with a name and a password. */
    public static DirectoryView of(URI url, String dn, String password) throws LDAPException {
        return new DirectoryView(new LDAPConnection(url.getHost(), url.getPort(), dn, password));
    }

    /** Everybody whose attribute has this value. */
    public List<SearchResultEntry> people(String attribute, String value) throws LDAPException {
        return search(
                Filter.createANDFilter(
                        Filter.createEqualityFilter("objectClass", "inetOrgPerson"),
                        Filter.createEqualityFilter(attribute, value)));
    }

    /** The one person whose attribute has this value. */
    public SearchResultEntry person(String attribute, String value) throws LDAPException {
        List<SearchResultEntry> found = people(attribute, value);
        if (found.size() != 1) {
            throw new AssertionError(attribute + "=" + value + " found " + found);
        }
        return found.getFirst();
    }

    /** Everybody. */
    public List<SearchResultEntry> everybody() throws LDAPException {
        return search(Filter.createEqualityFilter("objectClass", "inetOrgPerson"));
    }

    /** Names of the groups that have this member. */
    public List<String> groupsOf(SearchResultEntry person) throws LDAPException {
        return search(Filter.createEqualityFilter("member", person.getDN())).stream()
                .map(group -> group.getAttributeValue("cn"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        connection.close();
    }

    private List<SearchResultEntry> search(Filter filter) throws LDAPException {
        SearchRequest everything = new SearchRequest(BASE, SearchScope.SUB, filter, "*");
        return Objects.requireNonNull(
                connection.search(everything).getSearchEntries(), "entries without a listener");
    }
}
