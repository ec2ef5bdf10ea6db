package dev.vestibule.ldap;

import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;

import java.util.List;

/** 389 Directory Server in a container of its own. */
public final class Ds389Server implements ContainedServer {
    private static final int PORT = 3389;
    private static final List<String> FILES =
            List.of("instance.inf", "config.ldif", "tree.ldif", "install.sh");

    private final DirectoryContainer server;

    private Ds389Server(DirectoryContainer server) {
        this.server = server;
    }

    /** Starts one; the first time on a machine its image is built. */
    public static Ds389Server start() {
        return new Ds389Server(DirectoryContainer.start("389ds", List.of(PORT), FILES));
    }

    /** Starts one as it comes: with the topmost entry, and nothing that is ours. */
    public static Ds389Server startBare() {
        return new Ds389Server(
                DirectoryContainer.start(
                        "389ds",
                        List.of(PORT),
                        FILES,
                        "/usr/sbin/ns-slapd",
                        "-D",
                        "/etc/dirsrv/slapd-bare",
                        "-i",
                        "/run/dirsrv/slapd-bare.pid",
                        "-d",
                        "0"));
    }

    @Override
    public String kind() {
        return "389 Directory Server";
    }

    @Override
    public DirectoryContainer server() {
        return server;
    }

    @Override
    public String debianPackage() {
        return "389-ds-base";
    }

    @Override
    public String url() {
        return "ldap://%s:%d".formatted(server.host(), server.port());
    }

    @Override
    public ServiceAccount gatewayAccount() {
        return new ServiceAccount(
                "cn=vestibule,ou=services," + OpenLdapServer.BASE, "vestibule-password");
    }

    @Override
    public ServiceAccount administratorAccount() {
        return new ServiceAccount("cn=Directory Manager", "manager-password");
    }
}
