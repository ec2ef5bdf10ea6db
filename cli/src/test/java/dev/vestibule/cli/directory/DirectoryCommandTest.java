package dev.vestibule.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;
import dev.vestibule.cli.journey.TestDirectory;

import io.vertx.core.json.JsonObject;

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
import java.util.List;

/** What the directory's administrator sees of the tools. */
final class DirectoryCommandTest {
    private static final String YAML =
            """
            gateway: { url: "http://localhost:8080", listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            directory:
              url: ldap://127.0.0.1:PORT
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${file:password}" }
              base: dc=example,dc=org
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
                    favouriteDrinks: claims.drink
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    @TempDir private Path data;
    private TestDirectory directory;

    @BeforeEach
    void start() throws IOException {
        directory = TestDirectory.start(data);
        write(YAML);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void aReadyDirectoryIsFine() throws IOException {
        write(YAML.replace("        favouriteDrinks: claims.drink\n", ""));

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(0);
        assertThat(out.toString())
                .contains("fine     schema      The schema of Vestibule is present.")
                .contains("fine     tree        Base, accounts and groups are present.");
    }

    @Test
    void aMappingWithoutAnAttributeIsToldWithItsLine() {
        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "error vestibule.yaml:16:26"
                                + " connections.corp.provisioning.attributes.favouriteDrinks")
                .contains("The directory's schema has no attribute favouriteDrinks.");
    }

    @Test
    void aGroupThatDoesNotSearchAConnectionsOwnContainerIsTold() throws IOException {
        directory.addDynamic("crew");
        write(
                YAML.replace(
                        "        favouriteDrinks: claims.drink\n", "      people: ou=partners\n"));

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(0);
        assertThat(out.toString())
                .contains("do not search for members in every container of accounts: crew.")
                .contains(
                        "memberURL: ldap:///ou=partners,dc=example,dc=org??sub?(vestibuleGroup=crew)");
    }

    @Test
    void programsGetFileLineAndPath() {
        assertThat(run("directory", "check", "--config", folder.toString(), "--format", "json"))
                .isEqualTo(1);
        JsonObject report = new JsonObject(out.toString());
        assertThat(report.getInteger("problems")).isEqualTo(1);
        assertThat(report.getJsonArray("findings").stream().map(String::valueOf))
                .anyMatch(finding -> finding.contains("\"line\":16"));
    }

    @Test
    void checkAsksTheDirectoryWhenItIsTold() {
        int without = run("check", folder.toString());
        int with = run("check", "--directory", folder.toString());

        assertThat(without).isEqualTo(0);
        assertThat(with).isEqualTo(1);
        assertThat(out.toString()).contains("no attribute favouriteDrinks");
    }

    @Test
    void aDirectoryThatIsAwayIsOneSentence() {
        directory.stop();

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(3);
        assertThat(err.toString())
                .startsWith("vestibule: The directory cannot be asked: ")
                .hasLineCount(1);
    }

    @Test
    void anAttributeOfAFurtherObjectClassHasItsPlace() throws IOException {
        String yaml = YAML.replace("favouriteDrinks: claims.drink", "dc: claims.dc");
        write(yaml);
        int without = run("directory", "check", "--config", folder.toString());
        write(
                yaml.replace(
                        "      enabled: true\n",
                        "      enabled: true\n      object-classes: [dcObject]\n"));

        assertThat(without).isEqualTo(1);
        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(0);
    }

    @Test
    void theEmbeddedDirectoryIsFineInOneSentence() throws IOException {
        write(embedded().replace("        favouriteDrinks: claims.drink\n", ""));

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(0);
        assertThat(out.toString())
                .isEqualTo(
                        "fine     embedded    The embedded directory has schema, tree, indexes and"
                                + " rights built in.\n");
        assertThat(run("check", "--directory", folder.toString())).isEqualTo(0);
    }

    @Test
    void theEmbeddedDirectoryHasNoPlaceForEverythingEither() throws IOException {
        write(embedded());

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(1);
        assertThat(run("check", "--directory", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("no attribute favouriteDrinks");
    }

    private static String embedded() {
        return YAML.replace("url: ldap://127.0.0.1:PORT", "url: embedded")
                .replaceFirst("(?m)^  bind: .*\n", "");
    }

    @Test
    void initPrintsLdifAndNoPassword() {
        directory.stop();

        assertThat(run("directory", "init", "--config", folder.toString(), "--for", "389ds"))
                .isEqualTo(0);
        assertThat(out.toString())
                .contains("# schema\ndn: cn=schema\nchangetype: modify\nadd: attributeTypes\n")
                .contains("dn: ou=people,dc=example,dc=org\nchangetype: add\n")
                .contains("dn: cn=vestibuleGroup,cn=index,")
                .contains("userPassword: {SSHA512}")
                .doesNotContain(TestDirectory.PASSWORD);
    }

    @Test
    void initPrintsOnlyWhatAServerLacks() {
        assertThat(run("directory", "init", "--config", folder.toString(), "--for", "other"))
                .isEqualTo(0);
        assertThat(out.toString())
                .doesNotContain("dn: ")
                .contains("# Entries for Vestibule.\n# Nothing is missing.\n");
    }

    @Test
    void thePartsOfInitArePrintedApart() {
        directory.stop();
        for (String part : List.of("config", "data")) {
            out.getBuffer().setLength(0);
            String[] init = {
                "directory",
                "init",
                "--config",
                folder.toString(),
                "--for",
                "openldap",
                "--part",
                part
            };
            assertThat(run(init)).isEqualTo(0);
            assertThat(out.toString().lines())
                    .filteredOn(line -> line.startsWith("dn: "))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("cn=config") == part.equals("config"))
                    .doesNotContain("dn: dc=example,dc=org");
        }
    }

    @Test
    void noPlaceholderAndNoPasswordIsPrintedForActiveDirectory() {
        directory.stop();

        assertThat(
                        run(
                                "directory",
                                "init",
                                "--config",
                                folder.toString(),
                                "--for",
                                "active-directory"))
                .isEqualTo(0);
        assertThat(out.toString())
                .contains("userAccountControl: 514\n", "samba-tool user setpassword vestibule")
                .doesNotContain("unicodePwd", TestDirectory.PASSWORD);
    }

    @Test
    void anAccountThatIsNotThereYetIsToldWithTheWayOut() throws IOException {
        Files.writeString(folder.resolve("password"), "wrong");

        assertThat(run("directory", "init", "--config", folder.toString())).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("not there yet", "--for openldap", "-H ldapi:///", "--bind-dn")
                .hasLineCount(1);
        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("problem  account");
    }

    @Test
    void aSocketThatIsNotThereAndAnotherUrlAreTold() {
        String[] nowhere = {
            "directory", "check", "--config", folder.toString(), "-H", "ldapi://%2Fno%2Fsocket/"
        };
        assertThat(run(nowhere)).isEqualTo(3);
        assertThat(err.toString()).contains("There is no socket /no/socket").hasLineCount(1);
        nowhere[5] = "ldap://127.0.0.1";
        assertThat(run(nowhere)).isEqualTo(2);
    }

    @Test
    void initForAnUnknownServerIsWrongUsage() {
        assertThat(run("directory", "init", "--config", folder.toString(), "--for", "x500"))
                .isEqualTo(2);
    }

    @Test
    void halfAnAdministratorIsWrongUsage() {
        assertThat(run("directory", "check", "--config", folder.toString(), "--bind-dn", "cn=a"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--bind-dn is given without --bind-password-file;");
        assertThat(
                        run(
                                "directory",
                                "init",
                                "--config",
                                folder.toString(),
                                "--bind-password-file",
                                "password"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--bind-password-file is given without --bind-dn;");
    }

    @Test
    void anAdministratorsNameThatIsNoneIsOneSentence() {
        int code =
                run(
                        "directory",
                        "check",
                        "--config",
                        folder.toString(),
                        "--bind-dn",
                        "admin",
                        "--bind-password-file",
                        folder.resolve("password").toString());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("admin").hasLineCount(1);
    }

    @Test
    void aFolderWithProblemsIsToldWithEveryProblem() throws IOException {
        write(YAML.replace("flow: staff", "flow: stuff"));

        assertThat(run("directory", "check", "--config", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("stuff", "remedy");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                yaml.replace("PORT", String.valueOf(directory.port())));
        Files.writeString(folder.resolve("secret"), "s3cret");
        Files.writeString(folder.resolve("password"), TestDirectory.PASSWORD);
    }

    private int run(String... arguments) {
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }
}
