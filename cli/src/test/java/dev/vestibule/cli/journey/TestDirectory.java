package dev.vestibule.cli.journey;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig;

import java.nio.file.Path;
import java.util.List;

/** A directory on a socket of its own, which can go away and come back at the same address. */
public final class TestDirectory implements AutoCloseable {
    public static final String BIND_DN = "cn=vestibule,ou=services,dc=example,dc=org";
    public static final String PASSWORD = "canary-bind-password";

    private final Path data;
    private EmbeddedDirectory server;
    private final int port;

    private TestDirectory(Path data) {
        this.data = data;
        this.server = start(0);
        this.port = server.port();
    }

    public static TestDirectory start(Path data) {
        return new TestDirectory(data);
    }

    public int port() {
        return port;
    }

    public void stop() {
        server.close();
    }

    public void startAgain() {
        server = start(port);
    }

    /** All accounts. */
    public List<SearchResultEntry> people() {
        return search(Filter.createPresenceFilter("uid"));
    }

    /** The one account with this uid. */
    public SearchResultEntry person(String uid) {
        List<SearchResultEntry> found = search(Filter.createEqualityFilter("uid", uid));
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " accounts named " + uid);
        }
        return found.getFirst();
    }

    /** An administrator changes one attribute. */
    public void set(String uid, String attribute, String value) {
        try (LDAPConnection ldap = connect()) {
            ldap.modify(
                    person(uid).getDN(),
                    new Modification(ModificationType.REPLACE, attribute, value));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An administrator gives an attribute one more value. */
    public void give(String uid, String attribute, String value) {
        try (LDAPConnection ldap = connect()) {
            ldap.modify(
                    person(uid).getDN(), new Modification(ModificationType.ADD, attribute, value));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An administrator takes an attribute away. */
    public void remove(String uid, String attribute) {
        try (LDAPConnection ldap = connect()) {
            ldap.modify(person(uid).getDN(), new Modification(ModificationType.DELETE, attribute));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An administrator makes an account, of which the gateway knows nothing. */
    public void add(String uid, String mail, String password) {
        try (LDAPConnection ldap = connect()) {
            ldap.add(
                    "uid=" + uid + ",ou=people,dc=example,dc=org",
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("cn", uid),
                    new Attribute("sn", "King"),
                    new Attribute("mail", mail),
                    new Attribute("userPassword", password));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An account as a login of the connection made it, from the issuer at port 1. */
    public void addLinked(String uid, String connection, String lastSignIn) {
        try (LDAPConnection ldap = connect()) {
            ldap.add(
                    "uid=" + uid + ",ou=people,dc=example,dc=org",
                    new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                    new Attribute("cn", uid),
                    new Attribute("sn", "Person"),
                    new Attribute("vestibuleFederatedIdentity", "http://127.0.0.1:1 " + uid),
                    new Attribute("vestibuleProvisionedBy", connection),
                    new Attribute("vestibuleProvisionedAt", "20200101000000Z"),
                    new Attribute("vestibuleLastSignIn", lastSignIn));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An administrator deletes an account. */
    public void delete(String uid) {
        try (LDAPConnection ldap = connect()) {
            ldap.delete(person(uid).getDN());
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A group as the gateway made it, while there was one container of people. */
    public void addDynamic(String group) {
        try (LDAPConnection ldap = connect()) {
            ldap.add(
                    "cn=" + group + ",ou=groups,dc=example,dc=org",
                    new Attribute("objectClass", "groupOfURLs"),
                    new Attribute("cn", group),
                    new Attribute(
                            "memberURL",
                            "ldap:///ou=people,dc=example,dc=org??sub?(vestibuleGroup=%s)"
                                    .formatted(group)));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    /** An administrator takes everybody out of a group. */
    public void empty(String group) {
        try (LDAPConnection ldap = connect()) {
            ldap.modify(
                    "cn=" + group + ",ou=groups,dc=example,dc=org",
                    new Modification(ModificationType.REPLACE, "member", BIND_DN));
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private List<SearchResultEntry> search(Filter filter) {
        try (LDAPConnection ldap = connect()) {
            return ldap.search("ou=people,dc=example,dc=org", SearchScope.SUB, filter, "*", "+")
                    .getSearchEntries();
        } catch (LDAPException failure) {
            throw new AssertionError(failure);
        }
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, BIND_DN, PASSWORD);
    }

    private EmbeddedDirectory start(int wanted) {
        return EmbeddedDirectory.start(
                new EmbeddedDirectoryConfig(
                        new EmbeddedDirectoryConfig.Address("127.0.0.1", wanted),
                        data,
                        new EmbeddedDirectoryConfig.Containers(
                                "dc=example,dc=org", "ou=people", "ou=groups", List.of()),
                        new EmbeddedDirectoryConfig.Login(BIND_DN, PASSWORD),
                        null,
                        1_000));
    }
}
