package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

import java.net.URI;
import java.util.List;

/** The OpenLDAP that the product ships, in a container. */
public final class OpenLdapDirectory implements TestDirectory {
    private final OpenLdapServer server;
    private final LDAPConnectionPool administrator;

    private OpenLdapDirectory(OpenLdapServer server) throws LDAPException {
        this.server = server;
        administrator = connect();
    }

    /** New connections of the administrator, for a server that was away. */
    public LDAPConnectionPool connect() throws LDAPException {
        OpenLdapServer.ServiceAccount account = OpenLdapServer.administrator();
        return new LDAPConnectionPool(
                new LDAPConnection(server.host(), server.port(), account.dn(), account.password()),
                1,
                4);
    }

    /** Starts one, or skips the test where no Docker engine answers. */
    public static OpenLdapDirectory start() {
        return of(OpenLdapServer.start());
    }

    /** Starts one that refuses every write. */
    public static OpenLdapDirectory startReadOnly() {
        return of(OpenLdapServer.startReadOnly());
    }

    private static OpenLdapDirectory of(OpenLdapServer server) {
        try {
            return new OpenLdapDirectory(server);
        } catch (LDAPException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    /** The server itself. */
    public OpenLdapServer server() {
        return server;
    }

    @Override
    public DirectoryConfig config() {
        OpenLdapServer.ServiceAccount gateway = OpenLdapServer.gateway();
        return new DirectoryConfig(
                List.of(URI.create(server.url())),
                new DirectoryConfig.Login(gateway.dn(), new DirectoryPassword(gateway.password())),
                new DirectoryConfig.Containers(OpenLdapServer.BASE, "ou=people", "ou=groups"),
                DirectoryLimits.defaults(),
                null,
                DirectoryConfig.Kind.STANDARD);
    }

    @Override
    public Means means() {
        return new OpenLdapMeans(server, config(), true);
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
