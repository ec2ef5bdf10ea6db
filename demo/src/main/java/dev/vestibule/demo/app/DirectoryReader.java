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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads accounts over plain LDAP, as any tool on this machine can. A connection is opened for each
 * look-up: the demo has few of them.
 */
public record DirectoryReader(String host, int port, String base, Credentials credentials) {
    private static final int TIMEOUT_MILLIS = 2_000;

    /**
     * The account of the reader.
     *
     * @param bind its name and password
     * @param options what tells the same to {@code ldapsearch}
     */
    public record Credentials(SimpleBindRequest bind, String options) {

        /** An anonymous bind. */
        static Credentials none() {
            return new Credentials(new SimpleBindRequest(), "");
        }

        /**
         * An account whose password {@code ldapsearch} asks for; an empty name binds anonymously.
         */
        static Credentials of(String dn, String password) {
            return dn.isEmpty()
                    ? none()
                    : new Credentials(new SimpleBindRequest(dn, password), " -D " + dn + " -W");
        }

        /**
         * An account whose password is the whole content of a file.
         *
         * @throws IOException when the file cannot be read
         */
        public static Credentials ofFile(String dn, Path password) throws IOException {
            Path file = password.toAbsolutePath().normalize();
            Path here = Path.of("").toAbsolutePath();
            Path shown = file.startsWith(here) ? here.relativize(file) : file;
            return new Credentials(
                    new SimpleBindRequest(dn, Files.readString(file)),
                    " -D %s -y '%s'".formatted(dn, shown));
        }
    }

    /**
     * The entry with this {@code uid}, or null when there is none.
     *
     * @throws LDAPException when the directory cannot be asked
     */
    @Nullable PersonEntry find(String uid) throws LDAPException {
        try (LDAPConnection connection = new LDAPConnection(options(), host, port)) {
            connection.bind(credentials.bind());
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

    /** The command that shows every account, and every group with its members. */
    public String searchLine() {
        return "ldapsearch -x -LLL -H ldap://%s:%d%s -b %s '(|(objectClass=inetOrgPerson)(objectClass=groupOfNames))' '*' +"
                .formatted(host, port, credentials.options(), base);
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
