package dev.vestibule.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;
import dev.vestibule.cli.journey.TestDirectory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
    void addPeople() throws IOException {
        directory = TestDirectory.start(folder.resolve("data"));
        write("url: ldap://127.0.0.1:" + directory.port() + "\n  " + BIND);
        directory.addLinked("ada", "corp", "20200101000000Z");
        directory.addLinked("grace", "corp", "29990101000000Z");
        directory.addLinked("joan", "removed", "20200101000000Z");
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
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("USERNAME "),
                        joan -> assertThat(joan).startsWith("joan "));
    }

    @Test
    void listsWhoHasNotSignedInForAWhile() {
        assertThat(run("list", "--inactive-for", "90d", "--connection", "corp")).isEqualTo(0);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("USERNAME "),
                        ada -> assertThat(ada).startsWith("ada "));
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
                .contains("would disable uid=ada", "would delete uid=ada", "would unlink ada");
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
    void removesTheFactorsThatAreThere() {
        directory.set("ada", "vestibuleTotpSecret", "canary");
        directory.set("ada", "vestibulePasskey", "canary");

        assertThat(run("reset-factor", "ada", "--dry-run")).isEqualTo(0);
        assertThat(run("reset-factor", "ada", "--factor", "totp")).isEqualTo(0);
        assertThat(directory.person("ada").hasAttribute("vestibuleTotpSecret")).isFalse();
        assertThat(directory.person("ada").hasAttribute("vestibulePasskey")).isTrue();
        assertThat(run("reset-factor", "ada")).isEqualTo(0);
        assertThat(run("reset-factor", "ada", "--factor", "all")).isEqualTo(0);

        assertThat(directory.person("ada").hasAttribute("vestibulePasskey")).isFalse();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        dry ->
                                assertThat(dry)
                                        .startsWith("would remove totp, recovery_code, passkey"),
                        totp -> assertThat(totp).startsWith("removed totp from uid=ada"),
                        rest -> assertThat(rest).startsWith("removed passkey from uid=ada"),
                        none -> assertThat(none).startsWith("was so already: uid=ada"));
        assertThat(out + err.toString()).doesNotContain("canary");
    }

    @Test
    void aFactorThatDoesNotExistIsWrongUsage() {
        assertThat(run("reset-factor", "ada", "--factor", "password")).isEqualTo(2);
    }

    @Test
    void aDeletionThatIsNotConfirmedChangesNothingAndSaysSo() {
        for (String answer : List.of("n\n", "\n", "")) {
            err.getBuffer().setLength(0);
            assertThat(run(answering(answer), "delete", "ada")).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("Delete uid=ada,ou=people,dc=example,dc=org? [y/N] ")
                    .contains("vestibule: Nothing was changed");
        }
        assertThat(directory.people()).hasSize(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDeletionThatIsConfirmedIsMade() {
        assertThat(run(answering("y\n"), "delete", "ada")).isEqualTo(0);
        assertThat(out.toString()).startsWith("deleted uid=ada").hasLineCount(1);
        assertThat(directory.people()).hasSize(2);
    }

    @Test
    void whatIsToBeChangedHasToBeThere() {
        for (List<String> command :
                List.of(
                        List.of("disable"),
                        List.of("enable"),
                        List.of("delete", "--yes"),
                        List.of("delete", "--dry-run"),
                        List.of("reset-factor"),
                        List.of("unlink", "--issuer", "http://127.0.0.1:1"))) {
            List<String> line = new ArrayList<>(command);
            line.add("nobody");
            err.getBuffer().setLength(0);
            assertThat(run(line.toArray(String[]::new))).as(line.toString()).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("vestibule: There is no account nobody")
                    .hasLineCount(1);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aListOfNobodyAndAConnectionThatIsNotThereAreSaid() {
        assertThat(run("list", "--connection", "gogle")).isEqualTo(0);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("The configuration has no connection gogle", "No account matches.");
    }

    @Test
    void aSweepSaysHowManyItDisabled() throws IOException {
        assertThat(run("sweep", "--dry-run")).isEqualTo(0);
        assertThat(err.toString()).isEqualToIgnoringNewLines("1 account would be disabled");
        assertThat(run("sweep")).isEqualTo(0);
        assertThat(err.toString()).endsWith("1 account disabled" + System.lineSeparator());

        Path yaml = folder.resolve("vestibule.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace(", disable-after: 30d", ""));
        assertThat(run("sweep")).isEqualTo(0);
        assertThat(err.toString()).contains("No connection has disable-after");
    }

    @Test
    void everyCommandHasAVersion() {
        assertThat(run("list", "--version")).isEqualTo(0);
        assertThat(out.toString()).startsWith("vestibule ");
    }

    @Test
    void anIssuerThatTheAccountDoesNotHaveIsSaid() {
        assertThat(run("unlink", "ada", "--issuer", "https://other.example")).isEqualTo(1);
        assertThat(err.toString()).contains("vestibule account show ada").hasLineCount(1);
    }

    @Test
    void everyCommandSpeaksToPrograms() {
        assertThat(printed("show", "ada").getString("username")).isEqualTo("ada");
        assertThat(printed("list", "--connection", "removed").getString("username"))
                .isEqualTo("joan");
        assertThat(printed("disable", "ada", "--dry-run").getMap())
                .containsEntry("account", "uid=ada,ou=people,dc=example,dc=org")
                .containsEntry("change", "disable")
                .containsEntry("dryRun", true);
        directory.set("ada", "vestibuleRecoveryCode", "canary");
        assertThat(printed("reset-factor", "ada", "--factor", "recovery_code"))
                .isEqualTo(
                        new JsonObject()
                                .put("account", "uid=ada,ou=people,dc=example,dc=org")
                                .put("change", "reset-factor")
                                .put("factors", new JsonArray().add("recovery_code"))
                                .put("changed", true));
        assertThat(printed("sweep", "--dry-run").getMap())
                .containsEntry("account", "uid=ada,ou=people,dc=example,dc=org")
                .containsEntry("dryRun", true);
        assertThat(printed("sweep").getMap()).containsEntry("changed", true);
        assertThat(printed("disable", "ada").getMap()).containsEntry("changed", false);
        assertThat(printed("enable", "ada").getMap())
                .containsEntry("changed", true)
                .containsEntry("state", "active");
        assertThat(printed("unlink", "ada", "--issuer", "http://127.0.0.1:1").getMap())
                .containsEntry("change", "unlink")
                .containsEntry("subject", "ada")
                .containsEntry("changed", true);
        assertThat(printed("delete", "ada", "--yes").getMap())
                .containsEntry("change", "delete")
                .containsEntry("changed", true);
    }

    private JsonObject printed(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--format", "json"));
        out.getBuffer().setLength(0);
        assertThat(run(line.toArray(String[]::new))).isEqualTo(0);
        assertThat(out.toString()).hasLineCount(1);
        return new JsonObject(out.toString());
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
        assertThat(out.toString()).startsWith("USERNAME ").hasLineCount(4);
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
        assertThat(out.toString()).startsWith("USERNAME ").hasLineCount(4);
    }

    @Test
    void aDirectoryThatIsAwayIsToldInOneSentence() {
        directory.stop();

        assertThat(run("show", "ada")).isEqualTo(1);
        assertThat(err.toString()).contains("directory.url").hasLineCount(1);
        directory.startAgain();
    }

    @Test
    void halfAnAdministratorIsWrongUsage() {
        assertThat(run("list", "--bind-dn", "cn=admin")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--bind-dn is given without --bind-password-file;");
        assertThat(run("list", "--bind-password-file", "secret")).isEqualTo(2);
        assertThat(err.toString()).contains("--bind-password-file is given without --bind-dn;");
    }

    @Test
    void aPasswordIsAskedForAndReadAsOneLine() {
        CommandLine known = answering(TestDirectory.PASSWORD + "\ny\n");
        assertThat(run(known, "delete", "ada", "-D", TestDirectory.BIND_DN, "-W")).isEqualTo(0);
        assertThat(out.toString()).startsWith("deleted uid=ada,");
        assertThat(err.toString())
                .startsWith("Password of " + TestDirectory.BIND_DN + ": ")
                .doesNotContain(TestDirectory.PASSWORD);

        assertThat(run(answering("wrong\r\n"), "list", "-D", TestDirectory.BIND_DN, "-W"))
                .isEqualTo(1);
        assertThat(run(answering("\n"), "list", "-D", TestDirectory.BIND_DN, "-W")).isEqualTo(3);
    }

    @Test
    void aPasswordHasOneSource() {
        assertThat(run("list", "-W")).isEqualTo(2);
        assertThat(err.toString()).startsWith("-W is given without --bind-dn;");
        err.getBuffer().setLength(0);
        assertThat(run("list", "-D", "cn=a", "-W", "--bind-password-file", "secret")).isEqualTo(2);
        assertThat(err.toString()).startsWith("-W and --bind-password-file are both given;");
    }

    @Test
    void anAdministratorsPasswordThatCannotBeReadIsNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        for (Path file : List.of(empty, folder.resolve("nothing"))) {
            err.getBuffer().setLength(0);
            assertThat(run("list", "--bind-dn", "cn=a", "--bind-password-file", file.toString()))
                    .isEqualTo(3);
            assertThat(err.toString()).contains(file.toString()).hasLineCount(1);
        }
    }

    private void write(String server) throws IOException {
        Files.writeString(folder.resolve("vestibule.yaml"), YAML.replace("DIRECTORY", server));
        Files.writeString(folder.resolve("secret"), TestDirectory.PASSWORD);
    }

    private int run(String... arguments) {
        return run(Main.commandLine(), arguments);
    }

    /** The command line with a user who answers this. */
    private static CommandLine answering(String answer) {
        return Main.commandLine(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private int run(CommandLine commands, String... arguments) {
        List<String> line = new ArrayList<>(List.of("account"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--config", folder.toString()));
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(line.toArray(String[]::new));
    }
}
