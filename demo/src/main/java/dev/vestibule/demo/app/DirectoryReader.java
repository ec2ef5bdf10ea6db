package dev.vestibule.demo.app;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * Reads people over plain LDAP, as any tool on this machine can. A connection is opened for each
 * look-up: the demo has few of them.
 */
public final class DirectoryReader {
    private static final int TIMEOUT_MILLIS = 2_000;

    private final String host;
    private final int port;
    private final String base;
    private final SimpleBindRequest bind;

    /** A reader of the tree under this base DN, without a password. */
    public DirectoryReader(String host, int port, String base) {
        this(host, port, base, new SimpleBindRequest());
    }

    /** A reader that shows who it is, for directories that answer nobody else. */
    public DirectoryReader(String host, int port, String base, SimpleBindRequest bind) {
        this.host = host;
        this.port = port;
        this.base = base;
        this.bind = bind;
    }

    /**
     * The entry with this {@code uid}, or null when there is none.
     *
     * @throws LDAPException when the directory cannot be asked
     */
    @Nullable PersonEntry find(String uid) throws LDAPException {
        try (LDAPConnection connection = new LDAPConnection(options(), host, port)) {
            connection.bind(bind);
            SearchResultEntry entry =
                    connection.searchForEntry(
                            base,
                            SearchScope.SUB,
                            Filter.createEqualityFilter("uid", uid),
                            "*",
                            "+");
            return entry == null ? null : personEntry(connection, entry);
        }
    }

    /** The command that shows every person, and every group with its members. */
    public String searchLine() {
        String name = bind.getBindDN();
        return "ldapsearch -x -LLL -H ldap://%s:%d%s -b %s '(|(objectClass=inetOrgPerson)(objectClass=groupOfNames))' '*' +"
                .formatted(host, port, name.isEmpty() ? "" : " -D " + name + " -W", base);
    }

    private PersonEntry personEntry(LDAPConnection connection, SearchResultEntry entry)
            throws LDAPException {
        List<NamedValues> attributes =
                entry.getAttributes().stream()
                        .map(found -> new NamedValues(found.getName(), List.of(found.getValues())))
                        .toList();
        return new PersonEntry(entry.getDN(), attributes, groups(connection, entry));
    }

    private List<String> groups(LDAPConnection connection, SearchResultEntry entry)
            throws LDAPException {
        String member = new DN(entry.getDN()).toString();
        Filter filter = Filter.createEqualityFilter("member", member);
        List<SearchResultEntry> found =
                connection.search(base, SearchScope.SUB, filter, "1.1").getSearchEntries();
        return Objects.requireNonNull(found, "entries of a search without a listener").stream()
                .map(SearchResultEntry::getDN)
                .sorted()
                .toList();
    }

    private static LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setConnectTimeoutMillis(TIMEOUT_MILLIS);
        options.setResponseTimeoutMillis(TIMEOUT_MILLIS);
        return options;
    }
}
