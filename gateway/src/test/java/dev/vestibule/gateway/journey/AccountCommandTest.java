package dev.vestibule.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;

import dev.vestibule.gateway.Main;

import org.junit.jupiter.api.AfterEach;
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

/** The command line about accounts, as an administrator uses it. */
final class AccountCommandTest {
    private static final String YAML =
            """
            gateway: { url: "http://localhost:8080", listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            directory:
              DIRECTORY
              base: dc=example,dc=org
              people: ou=people
              groups: ou=groups
            connections:
              corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}", provisioning: { enabled: true, disable-after: 30d } }
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;
    private static final String BIND =
            "bind: { dn: \"cn=vestibule,ou=services,dc=example,dc=org\", password: \"${file:secret}\" }";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private TestDirectory directory;

    @BeforeEach
    void addPeople() throws Exception {
        directory = TestDirectory.start(folder.resolve("data"));
        write("url: ldap://127.0.0.1:" + directory.port() + "\n  " + BIND);
        add("ada", "corp", "20200101000000Z");
        add("grace", "corp", "29990101000000Z");
        add("joan", "removed", "20200101000000Z");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void showsAnAccount() {
        assertThat(run("show", "ada")).isEqualTo(0);
        assertThat(out.toString())
                .contains("uid=ada,ou=people", "http://127.0.0.1:1 ada", "corp on 2020-01-01")
                .containsPattern("sn +Person +\\[by hand]");
    }

    @Test
    void anAccountThatIsNotThereIsNamed() {
        assertThat(run("show", "nobody")).isEqualTo(1);
        assertThat(err.toString()).startsWith("vestibule: There is no account nobody");
    }

    @Test
    void listsTheAccountsOfAConnectionThatIsNoMore() {
        assertThat(run("list", "--orphaned")).isEqualTo(0);
        assertThat(out.toString()).startsWith("joan ").hasLineCount(1);
    }

    @Test
    void listsWhoHasNotSignedInForAWhile() {
        assertThat(run("list", "--inactive-for", "90d", "--connection", "corp")).isEqualTo(0);
        assertThat(out.toString()).startsWith("ada ").hasLineCount(1);
    }

    @Test
    void exportsOneObjectALineWithoutSecrets() {
        directory.set("ada", "vestibuleTotpSecret", "canary");
        directory.set("ada", "userPassword", "canary");

        assertThat(run("export")).isEqualTo(0);
        assertThat(out.toString()).hasLineCount(3).doesNotContain("canary", "userPassword");
    }

    @Test
    void disablesAndEnables() {
        assertThat(run("disable", "ada")).isEqualTo(0);
        assertThat(directory.person("ada").getAttributeValue("vestibuleDisabled"))
                .isEqualTo("TRUE");
        assertThat(run("enable", "ada")).isEqualTo(0);
        assertThat(directory.person("ada").getAttributeValue("vestibuleDisabled"))
                .isEqualTo("FALSE");
        assertThat(out.toString()).startsWith("disabled uid=ada").contains("enabled uid=ada");
    }

    @Test
    void aDryRunChangesNothing() {
        for (String command : List.of("disable", "delete")) {
            assertThat(run(command, "ada", "--dry-run")).isEqualTo(0);
        }
        assertThat(run("unlink", "ada", "--issuer", "http://127.0.0.1:1", "--dry-run"))
                .isEqualTo(0);
        assertThat(run("sweep", "--dry-run")).isEqualTo(0);
        assertThat(out.toString())
                .contains("Would disable uid=ada", "Would delete uid=ada", "Would unlink ada");
        assertThat(directory.people()).hasSize(3);
        assertThat(directory.person("ada").getAttributeValue("vestibuleDisabled")).isNull();
    }

    @Test
    void deletesAndUnlinks() {
        assertThat(run("delete", "ada", "--yes")).isEqualTo(0);
        assertThat(run("unlink", "grace", "--issuer", "http://127.0.0.1:1")).isEqualTo(0);

        assertThat(directory.people()).hasSize(2);
        assertThat(directory.person("grace").getAttributeValue("vestibuleFederatedIdentity"))
                .isNull();
    }

    @Test
    void aSweepDisablesLeaversOfTheConnectionOnly() {
        assertThat(run("sweep")).isEqualTo(0);

        assertThat(out.toString()).startsWith("disabled uid=ada").hasLineCount(1);
        assertThat(run("list", "--disabled")).isEqualTo(0);
        assertThat(out.toString()).contains("ada ").doesNotContain("grace", "joan");
    }

    @Test
    void anEmbeddedDirectoryThatIsStoppedIsReadFromItsData() throws IOException {
        directory.stop();
        write("url: embedded\n  embedded: { listen: \"127.0.0.1:0\", data: data }");

        assertThat(run("list")).isEqualTo(0);
        assertThat(out.toString()).hasLineCount(3);
    }

    @Test
    void anEmbeddedDirectoryThatRunsNeedsItsPasswordInTheYaml() throws IOException {
        String running =
                "url: embedded\n  embedded: { listen: \"127.0.0.1:%d\", data: data }"
                        .formatted(directory.port());
        write(running);
        assertThat(run("list")).isEqualTo(3);
        assertThat(err.toString()).contains("directory.bind").hasLineCount(1);

        write(running + "\n  " + BIND);
        assertThat(run("list")).isEqualTo(0);
        assertThat(out.toString()).hasLineCount(3);
    }

    @Test
    void aDirectoryThatIsAwayIsToldInOneSentence() {
        directory.stop();

        assertThat(run("show", "ada")).isEqualTo(1);
        assertThat(err.toString()).contains("directory.url").hasLineCount(1);
        directory.startAgain();
    }

    private void add(String uid, String connection, String time)
            throws LDAPException, LDIFException {
        try (LDAPConnection ldap =
                new LDAPConnection(
                        "127.0.0.1",
                        directory.port(),
                        TestDirectory.BIND_DN,
                        TestDirectory.PASSWORD)) {
            ldap.add(
                    "dn: uid=" + uid + ",ou=people,dc=example,dc=org",
                    "objectClass: inetOrgPerson",
                    "objectClass: vestibuleAccount",
                    "uid: " + uid,
                    "cn: " + uid,
                    "sn: Person",
                    "vestibuleFederatedIdentity: http://127.0.0.1:1 " + uid,
                    "vestibuleProvisionedBy: " + connection,
                    "vestibuleProvisionedAt: 20200101000000Z",
                    "vestibuleLastSignIn: " + time);
        }
    }

    private void write(String server) throws IOException {
        Files.writeString(folder.resolve("vestibule.yaml"), YAML.replace("DIRECTORY", server));
        Files.writeString(folder.resolve("secret"), TestDirectory.PASSWORD);
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
