package dev.vestibule.ldap;

import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;

import java.nio.file.Path;
import java.util.List;

/** Samba Active Directory in a container of its own. */
public final class SambaServer implements ContainedServer {
    private static final int PORT = 636;
    private static final int PLAIN_PORT = 389;

    private final DirectoryContainer server;

    private SambaServer(DirectoryContainer server) {
        this.server = server;
    }

    /** Starts one; the first time on a machine its image is built. */
    public static SambaServer start() {
        return new SambaServer(
                DirectoryContainer.start(
                        "samba", List.of(PORT, PLAIN_PORT), List.of("install.sh")));
    }

    /** Writes the certificate of the authority that vouches for the server. */
    public void copyAuthority(Path file) {
        server.container().copyFileFromContainer("/opt/vestibule/ca.pem", file.toString());
    }

    @Override
    public String kind() {
        return "Samba Active Directory";
    }

    @Override
    public DirectoryContainer server() {
        return server;
    }

    @Override
    public String debianPackage() {
        return "samba";
    }

    @Override
    public String url() {
        return "ldaps://%s:%d".formatted(server.host(), server.port());
    }

    /** The same server without TLS, where it lets nobody in. */
    public String plainUrl() {
        return "ldap://%s:%d"
                .formatted(server.host(), server.container().getMappedPort(PLAIN_PORT));
    }

    @Override
    public ServiceAccount gatewayAccount() {
        return new ServiceAccount(
                "cn=vestibule,ou=services," + OpenLdapServer.BASE, "Vestibule-password-1");
    }

    @Override
    public ServiceAccount administratorAccount() {
        return new ServiceAccount(
                "CN=Administrator,CN=Users," + OpenLdapServer.BASE, "Admin-password-1");
    }
}
