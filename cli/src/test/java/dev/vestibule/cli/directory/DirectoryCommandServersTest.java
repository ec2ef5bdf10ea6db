package dev.vestibule.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;
import dev.vestibule.ldap.Ds389Server;
import dev.vestibule.ldap.SambaServer;
import dev.vestibule.ldap.TestDirectoryServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tools of the directory's administrator at servers that differ from OpenLDAP. */
final class DirectoryCommandServersTest {
    private static final String YAML =
            """
            gateway: { url: "http://localhost:8080", listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            directory:
              url: URL
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${file:password}" }
              base: dc=example,dc=org
              TYPE
            connections:
              corp:
                type: oidc
                issuer: "http://127.0.0.1:1"
                client-id: v
                client-secret: "${file:secret}"
                provisioning:
                  enabled: true
                  attributes:
                    mail: claims.email
                    givenName: claims.given_name
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;
    private static final String RECORDS =
            "attributes: { link: labeledURI, provenance: departmentNumber,"
                    + " grants: departmentNumber, state: carLicense }";

    private final StringWriter out = new StringWriter();
    @TempDir private Path folder;

    @Test
    void aDs389AsItComesIsPreparedAndThenFine() throws IOException {
        try (Ds389Server server = Ds389Server.startBare()) {
            write(server, YAML.replace("TYPE", "type: 389ds"));

            int before = asManager(server, "directory", "check", "--config", folder.toString());
            int applied =
                    asManager(
                            server, "directory", "init", "--config", folder.toString(), "--apply");
            int after = run("directory", "check", "--config", folder.toString(), "--probe");

            assertThat(before).isEqualTo(1);
            assertThat(applied).isEqualTo(0);
            assertThat(after).as(out.toString()).isEqualTo(0);
            assertThat(out.toString())
                    .contains("problem  schema      The schema lacks vestibuleFederatedIdentity")
                    .contains("applied  rights of the gateway")
                    .contains("fine     rights      This account may add and change groups.");
        }
    }

    @Test
    void activeDirectoryWithoutOurSchemaIsCheckedAgainstItsOwn() throws IOException {
        try (SambaServer server = SambaServer.start()) {
            server.copyAuthority(folder.resolve("ca.pem"));
            String yaml =
                    YAML.replace(
                            "TYPE",
                            "type: active-directory\n  schema: none\n  ca: ca.pem\n  " + RECORDS);
            write(server, yaml);
            int fits = run("check", "--directory", folder.toString());
            write(server, yaml.replace("givenName:", "favouriteDrinks:"));
            int unfit = run("check", "--directory", folder.toString());
            write(server, yaml.replace("link: labeledURI", "link: noSuchLink"));
            int unlinked = run("check", "--directory", folder.toString());

            assertThat(fits).as(out.toString()).isEqualTo(0);
            assertThat(unfit).isEqualTo(1);
            assertThat(unlinked).isEqualTo(1);
            assertThat(out.toString())
                    .contains("connections.corp.provisioning.attributes.favouriteDrinks")
                    .contains("The directory's schema has no attribute favouriteDrinks.")
                    .contains("The schema has no attribute noSuchLink.");
        }
    }

    private int asManager(TestDirectoryServer server, String... arguments) throws IOException {
        Path password = folder.resolve("manager");
        Files.writeString(password, server.administratorAccount().password());
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--bind-dn";
        all[arguments.length + 1] = server.administratorAccount().dn();
        all[arguments.length + 2] = "--bind-password-file";
        all[arguments.length + 3] = password.toString();
        return run(all);
    }

    private void write(TestDirectoryServer server, String yaml) throws IOException {
        Files.writeString(folder.resolve("vestibule.yaml"), yaml.replace("URL", server.url()));
        Files.writeString(folder.resolve("secret"), "s3cret");
        Files.writeString(folder.resolve("password"), server.gatewayAccount().password());
    }

    private int run(String... arguments) {
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(out, true));
        return commands.execute(arguments);
    }
}
