package dev.vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What whoever starts the program sees, and its exit codes. */
final class CommandLineTest {
    private static final String MINIMAL =
            """
            gateway: { url: "http://localhost:8080", listen: "127.0.0.1:PORT", management: "127.0.0.1:0" }
            connections:
              corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}" }
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    @Test
    void checkOfAGoodFolderIsFine() throws IOException {
        write(MINIMAL.replace("PORT", "0"));

        assertThat(run("check", folder.toString())).isEqualTo(0);
    }

    @Test
    void checkPrintsEveryProblemAndExitsWithOne() throws IOException {
        write(MINIMAL.replace("PORT", "x").replace("flow: staff", "flow: stuff"));

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("gateway.listen").contains("stuff").contains("remedy");
    }

    @Test
    void checkSpeaksToPrograms() throws IOException {
        write(MINIMAL.replace("PORT", "0").replace("flow: staff", "flow: stuff"));

        assertThat(run("check", "--format", "json", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith("{\"errors\":1");
    }

    @Test
    void runWithABadConfigurationPrintsEveryProblemAndExitsWithOne() throws IOException {
        write(MINIMAL.replace("PORT", "x").replace("flow: staff", "flow: stuff"));

        assertThat(run("run", "--config", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("gateway.listen").contains("stuff");
    }

    @Test
    void runWithATakenPortSaysWhichInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            write(MINIMAL.replace("PORT", String.valueOf(taken.getLocalPort())));

            assertThat(run("run", "--config", folder.toString())).isEqualTo(3);
            assertThat(err.toString())
                    .startsWith("vestibule: Cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("gateway.listen")
                    .hasLineCount(1);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(run("run", "--config", folder.resolve("nothing").toString())).isEqualTo(3);
        assertThat(err.toString()).contains("nothing").hasLineCount(1);
    }

    @Test
    void wrongUsageExitsWithTwoAndShowsTheRightOne() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(err.toString()).contains("--config");
        assertThat(run()).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
    }

    @Test
    void theSchemaIsPrintedForEachServer() {
        assertThat(run("schema", "--for", "389ds")).isEqualTo(0);
        assertThat(out.toString()).startsWith("dn: cn=schema").contains("vestibuleAccount");
    }

    @Test
    void helpHasExamples() {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(out.toString()).contains("vestibule check /etc/vestibule");
    }

    @Test
    void helpListsTheDemoWhoseJarIsAnother() {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(out.toString()).containsPattern("\n +demo +Runs a demo");

        assertThat(run("demo")).isEqualTo(2);
        assertThat(err.toString()).contains("start it with: ./vestibule demo");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("vestibule.yaml"), yaml);
        Files.writeString(folder.resolve("secret"), "s3cret");
    }

    private int run(String... arguments) {
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }
}
