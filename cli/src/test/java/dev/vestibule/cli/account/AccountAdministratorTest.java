package dev.vestibule.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.cli.Main;
import dev.vestibule.ldap.OpenLdapServer;

import io.vertx.core.json.JsonObject;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line at a directory that tells the gateway from its administrator. */
final class AccountAdministratorTest {
    private static final String BASE = OpenLdapServer.BASE;
    private static final String YAML =
            """
            gateway: { url: "http://localhost:8080", audit: { file: audit.jsonl } }
            directory:
              url: LDAP
              bind: { dn: "GATEWAY", password: "${file:gateway}" }
              base: dc=example,dc=org
            connections:
              corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:gateway}", provisioning: { enabled: true } }
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;
    private static OpenLdapServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    @BeforeAll
    static void startServer() {
        server = OpenLdapServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void addAda() throws Exception {
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                YAML.replace("LDAP", server.url())
                        .replace("GATEWAY", OpenLdapServer.gateway().dn()));
        Files.writeString(folder.resolve("gateway"), OpenLdapServer.gateway().password());
        Files.writeString(folder.resolve("admin"), OpenLdapServer.administrator().password());
        try (LDAPConnection ldap = connect()) {
            if (ldap.getEntry("uid=ada,ou=people," + BASE) != null) {
                ldap.delete("uid=ada,ou=people," + BASE);
            }
            ldap.add(
                    "dn: uid=ada,ou=people," + BASE,
                    "objectClass: inetOrgPerson",
                    "objectClass: vestibuleAccount",
                    "uid: ada",
                    "cn: Ada",
                    "sn: King",
                    "userPassword: canary",
                    "vestibuleFederatedIdentity: http://127.0.0.1:1 ada",
                    "vestibuleProvisionedBy: corp",
                    "vestibuleProvisionedAt: 20260101000000Z");
        }
    }

    @Test
    void whatTheGatewayMayNotDoIsDoneAsTheAdministrator() throws Exception {
        assertThat(run("disable", "ada")).isEqualTo(0);
        assertThat(run("enable", "ada")).isEqualTo(1);
        assertThat(run("delete", "ada", "--yes")).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line)
                                .startsWith("vestibule: ")
                                .contains("--bind-dn and --bind-password-file"));

        assertThat(asAdministrator("enable", "ada")).isEqualTo(0);
        assertThat(asAdministrator("delete", "ada", "--yes")).isEqualTo(0);

        assertThat(out.toString().lines())
                .containsExactly(
                        "disabled uid=ada,ou=people," + BASE,
                        "enabled uid=ada,ou=people," + BASE,
                        "deleted uid=ada,ou=people," + BASE);
        try (LDAPConnection ldap = connect()) {
            assertThat(
                            ldap.search("ou=people," + BASE, SearchScope.SUB, "(uid=ada)")
                                    .getEntryCount())
                    .isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .extracting(
                        line -> new JsonObject(line).getString("change"),
                        line -> new JsonObject(line).getString("outcome"),
                        line -> new JsonObject(line).getString("bind"))
                .containsExactly(
                        record("disable", "account.disabled", OpenLdapServer.gateway().dn()),
                        record("enable", "policy-refused", OpenLdapServer.gateway().dn()),
                        record("delete", "policy-refused", OpenLdapServer.gateway().dn()),
                        record("enable", "account.enabled", OpenLdapServer.administrator().dn()),
                        record("delete", "account.deleted", OpenLdapServer.administrator().dn()));
    }

    @Test
    void aWrongPasswordOfTheAdministratorIsOneSentence() throws IOException {
        Files.writeString(folder.resolve("admin"), "wrong");

        assertThat(asAdministrator("show", "ada")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("vestibule: ")
                .contains("invalid credentials", "--bind-password-file")
                .doesNotContain("wrong")
                .hasLineCount(1);
    }

    @Test
    void anExportAsTheAdministratorHasNoPasswordEither() {
        assertThat(asAdministrator("export", "--format", "ldif")).isEqualTo(0);
        assertThat(out.toString())
                .startsWith("version: 1\n\ndn: uid=ada,ou=people,dc=example,dc=org\n")
                .contains("vestibuleFederatedIdentity: http://127.0.0.1:1 ada")
                .doesNotContain("userPassword", "canary");
    }

    private static Tuple record(String... fields) {
        return Tuple.tuple((Object[]) fields);
    }

    private static LDAPConnection connect() throws Exception {
        return new LDAPConnection(
                server.host(),
                server.port(),
                OpenLdapServer.administrator().dn(),
                OpenLdapServer.administrator().password());
    }

    private int asAdministrator(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(
                List.of(
                        "--bind-dn",
                        OpenLdapServer.administrator().dn(),
                        "--bind-password-file",
                        folder.resolve("admin").toString()));
        return run(line.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("account"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--config", folder.toString()));
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(line.toArray(String[]::new));
    }
}
