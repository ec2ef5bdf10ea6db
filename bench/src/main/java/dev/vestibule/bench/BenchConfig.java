package dev.vestibule.bench;

import dev.vestibule.ldap.OpenLdapServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The YAML of the gateway that is measured. */
final class BenchConfig {
    /** A directory inside the gateway that keeps its accounts. */
    static final String EMBEDDED =
            """
            directory:
              url: embedded
              embedded: { listen: "127.0.0.1:0", data: ./data }
              base: dc=example,dc=org
            """;

    private BenchConfig() {}

    /** A directory of its own. */
    static String openLdap(OpenLdapServer server) throws IOException {
        return """
        directory:
          url: %s
          bind: { dn: "%s", password: "${file:directory}" }
          base: %s
        """
                .formatted(server.url(), OpenLdapServer.gateway().dn(), OpenLdapServer.BASE);
    }

    /** The same, on a port that the bench knows, and without a disk. */
    static String embedded(int port) {
        return """
        directory:
          url: embedded
          embedded: { listen: "127.0.0.1:%d" }
          bind: { dn: "%s", password: "${file:directory}" }
          base: %s
        """
                .formatted(port, OpenLdapServer.gateway().dn(), OpenLdapServer.BASE);
    }

    /** Users with a password and an authenticator app, in a folder of its own under this one. */
    static Path factors(Path work, int port, String directory, String upstream) throws IOException {
        return write(
                work,
                directory
                        + gateway(port)
                        + """
                        connections: {}
                        flows:
                          bench:
                            steps:
                              - { id: first, authenticate: [password] }
                              - { id: second, authenticate: [totp] }
                        """
                        + app(upstream));
    }

    /** Users of an identity provider, in a folder of its own under this one. */
    static Path write(Path work, int port, String directory, String issuer, String upstream)
            throws IOException {
        return write(
                work,
                directory
                        + gateway(port)
                        + """
                        connections:
                          bench:
                            type: oidc
                            issuer: %s
                            client-id: bench
                            client-secret: "${file:client}"
                            provisioning:
                              enabled: true
                              username: claims.sub
                              attributes:
                                cn: claims.name
                                sn: claims.family_name
                                mail: { value: claims.email, when: claims.email_verified }
                        flows:
                          bench: { steps: [{ id: first, authenticate: [bench] }] }
                        """
                                .formatted(issuer)
                        + app(upstream));
    }

    private static String gateway(int port) {
        return """
        gateway:
          url: http://localhost:%1$d
          listen: 127.0.0.1:%1$d
          management: 127.0.0.1:0
        """
                .formatted(port);
    }

    private static String app(String upstream) {
        return """
        apps:
          bench: { match: { path: / }, upstream: "%s", flow: bench, access: [{ allow: true }] }
        """
                .formatted(upstream);
    }

    private static Path write(Path work, String yaml) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(work), "config");
        Files.writeString(folder.resolve("client"), "only-for-the-bench");
        Files.writeString(folder.resolve("directory"), OpenLdapServer.gateway().password());
        Files.writeString(folder.resolve("bench.yaml"), yaml);
        return folder;
    }
}
