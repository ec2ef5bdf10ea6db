package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.file.Disk;
import dev.vestibule.provisioning.file.RecordLog;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tree of the tests, and what they do with it again and again. */
final class Tree {
    static final String BASE = "dc=example,dc=org";
    static final String PEOPLE = "ou=people," + BASE;
    static final String GATEWAY = "cn=vestibule,ou=services," + BASE;
    static final String PASSWORD = "gateway-password";
    static final String READER = "cn=reader,ou=services," + BASE;
    static final String READER_PASSWORD = "reader-password";

    private Tree() {}

    static EmbeddedDirectoryConfig config(@Nullable Path data) {
        return config(data, 0);
    }

    static EmbeddedDirectoryConfig config(@Nullable Path data, int port) {
        return config(data, port, BASE, 1_000);
    }

    /** The same whose new passwords are hashed with this many iterations. */
    static EmbeddedDirectoryConfig hashing(int iterations, @Nullable Path data) {
        return config(data, 0, BASE, iterations);
    }

    /** The same with another root entry. */
    static EmbeddedDirectoryConfig below(String base, @Nullable Path data) {
        return config(data, 0, base, 1_000);
    }

    private static EmbeddedDirectoryConfig config(
            @Nullable Path data, int port, String base, int iterations) {
        return new EmbeddedDirectoryConfig(
                new EmbeddedDirectoryConfig.Address("127.0.0.1", port),
                data,
                new EmbeddedDirectoryConfig.Containers(base, "ou=people", "ou=groups", List.of()),
                new EmbeddedDirectoryConfig.Login(GATEWAY, PASSWORD),
                new EmbeddedDirectoryConfig.Login(READER, READER_PASSWORD),
                iterations);
    }

    /** How the directory keeps its log, on another disk. */
    static RecordLog.Settings settings(Disk disk, long smallest) {
        RecordLog.Settings usual = EmbeddedDirectory.settings();
        return new RecordLog.Settings(
                disk, smallest, usual.skipsDamage(), usual.warn(), usual.error());
    }

    static LDAPConnection gateway(EmbeddedDirectory directory) throws LDAPException {
        return gateway(directory.port());
    }

    static LDAPConnection gateway(int port) throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, GATEWAY, PASSWORD);
    }

    static LDAPConnection reader(EmbeddedDirectory directory) throws LDAPException {
        return new LDAPConnection("127.0.0.1", directory.port(), READER, READER_PASSWORD);
    }

    static LDAPConnection anonymous(EmbeddedDirectory directory) throws LDAPException {
        return new LDAPConnection("127.0.0.1", directory.port());
    }

    static String dn(String username) {
        return new DN(new RDN("uid", username), parse(PEOPLE)).toString();
    }

    /** A person whose subject is the username, unless another identity is given. */
    static AddRequest person(String username, Attribute... more) {
        AddRequest request =
                new AddRequest(
                        dn(username),
                        new Attribute("objectClass", "inetOrgPerson", SchemaNames.ACCOUNT),
                        new Attribute("uid", username),
                        new Attribute("cn", username),
                        new Attribute("sn", "-"));
        for (Attribute attribute : more) {
            request.addAttribute(attribute);
        }
        if (request.getAttributes().stream().noneMatch(Tree::isIdentity)) {
            request.addAttribute(identity(username));
        }
        return request;
    }

    private static boolean isIdentity(Attribute attribute) {
        return attribute.getName().equals(SchemaNames.FEDERATED_IDENTITY);
    }

    static Attribute identity(String subject) {
        return new Attribute(SchemaNames.FEDERATED_IDENTITY, "https://idp.example.org " + subject);
    }

    static Entry entry(LDAPConnection connection, String dn) throws LDAPException {
        return requireNonNull(connection.getEntry(dn, "*", "+"));
    }

    static SearchRequest entries() {
        return new SearchRequest(
                BASE, SearchScope.SUB, Filter.createPresenceFilter("objectClass"), "*", "+");
    }

    /** Every entry with all its attributes, by normalised name. */
    static Map<DN, Entry> everything(EmbeddedDirectory directory) throws LDAPException {
        Map<DN, Entry> entries = new TreeMap<>();
        try (LDAPConnection connection = gateway(directory)) {
            var found = connection.search(entries());
            for (Entry entry : requireNonNull(found.getSearchEntries())) {
                entries.put(entry.getParsedDN(), new Entry(entry.toLDIF()));
            }
        } catch (LDIFException e) {
            throw new IllegalStateException(e);
        }
        return entries;
    }

    private static DN parse(String dn) {
        try {
            return new DN(dn);
        } catch (LDAPException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
