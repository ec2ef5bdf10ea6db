package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import java.util.List;

/** The directory that the product carries, in memory only. */
public final class EmbeddedTestDirectory implements TestDirectory {
    private static final String BIND_DN = "cn=vestibule,ou=services," + BASE;
    private static final String PASSWORD = "gateway-password";

    private final EmbeddedDirectory server;
    private final LDAPConnectionPool administrator;

    private EmbeddedTestDirectory(EmbeddedDirectory server) throws LDAPException {
        this.server = server;
        administrator =
                new LDAPConnectionPool(
                        new LDAPConnection("127.0.0.1", server.port(), BIND_DN, PASSWORD), 1, 4);
    }

    /** Starts one on a port that the system chooses. */
    public static EmbeddedTestDirectory start() {
        EmbeddedDirectory server =
                EmbeddedDirectory.start(
                        new EmbeddedDirectoryConfig(
                                new EmbeddedDirectoryConfig.Address("127.0.0.1", 0),
                                null,
                                new EmbeddedDirectoryConfig.Containers(
                                        BASE, "ou=people", "ou=groups", List.of()),
                                new EmbeddedDirectoryConfig.Login(BIND_DN, PASSWORD),
                                null,
                                1_000));
        try {
            return new EmbeddedTestDirectory(server);
        } catch (LDAPException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DirectoryConfig config() {
        return InMemoryDirectory.config(server.port());
    }

    @Override
    public Means means() {
        return new EmbeddedMeans(config());
    }

    @Override
    public LDAPConnectionPool administrator() {
        return administrator;
    }

    @Override
    public void close() {
        administrator.close();
        server.close();
    }
}
