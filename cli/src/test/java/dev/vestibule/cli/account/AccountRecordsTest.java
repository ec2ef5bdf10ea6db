package dev.vestibule.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;
import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.cli.journey.TestDirectory;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.webhook.Receiver;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What changes on the command line leave: lines in the audit log, posts to the webhooks. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AccountRecordsTest {
    private static final String YAML =
            """
            gateway:
              url: "http://localhost:8080"
              listen: "127.0.0.1:0"
              management: "127.0.0.1:0"
              audit: { file: told/audit.jsonl }
              data: told/data
            webhooks:
              hr: { url: "HOOK", secret: "${file:hook}" }
            directory:
              url: ldap://127.0.0.1:PORT
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${file:secret}" }
              base: dc=example,dc=org
            connections:
              corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}", provisioning: { enabled: true, disable-after: 30d } }
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Receiver receiver;
    @TempDir private Path folder;
    private TestDirectory directory;

    @BeforeEach
    void addPeople(Vertx vertx) throws Exception {
        receiver = new Receiver(vertx);
        directory = TestDirectory.start(folder.resolve("ldap"));
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                YAML.replace("PORT", String.valueOf(directory.port()))
                        .replace("HOOK", receiver.url().toString()));
        Files.writeString(folder.resolve("secret"), TestDirectory.PASSWORD);
        Files.writeString(folder.resolve("hook"), "whsec_" + "A".repeat(44));
        directory.addLinked("ada", "corp", "20200101000000Z");
        directory.addLinked("grace", "corp", "29990101000000Z");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void everyChangeIsInTheAuditLogWithWhoMadeIt() throws IOException {
        assertThat(run("sweep")).isEqualTo(0);
        assertThat(run("enable", "ada")).isEqualTo(0);
        assertThat(run("enable", "ada")).isEqualTo(0);
        assertThat(run("unlink", "ada", "--issuer", "http://127.0.0.1:1")).isEqualTo(0);
        directory.set("ada", "vestibulePasskey", "canary");
        assertThat(run("reset-factor", "ada")).isEqualTo(0);
        assertThat(run("delete", "ada", "--yes")).isEqualTo(0);

        assertThat(records())
                .extracting(line -> line.getString("outcome"))
                .containsExactly(
                        "account.disabled",
                        "account.enabled",
                        "unchanged",
                        "account.unlinked",
                        "account.factors_changed",
                        "account.deleted");
        assertThat(records().toString()).contains("vestibulePasskey").doesNotContain("canary");
        assertThat(records())
                .allSatisfy(line ->
                        assertThat(line.getMap())
                                .containsEntry("account", "uid=ada,ou=people,dc=example,dc=org")
                                .containsEntry("user", System.getProperty("user.name"))
                                .containsEntry("bind", TestDirectory.BIND_DN));
    }

    @Test
    void whoOnlyLooksOrTriesLeavesNothing() {
        assertThat(run("show", "ada")).isEqualTo(0);
        assertThat(run("list")).isEqualTo(0);
        assertThat(run("export")).isEqualTo(0);
        assertThat(run("disable", "ada", "--dry-run")).isEqualTo(0);
        assertThat(run("delete", "ada", "--dry-run")).isEqualTo(0);
        assertThat(run("sweep", "--dry-run")).isEqualTo(0);
        assertThat(run("unlink", "ada", "--issuer", "http://127.0.0.1:1", "--dry-run"))
                .isEqualTo(0);

        assertThat(folder.resolve("told")).doesNotExist();
    }

    @Test
    void whatCannotBeRecordedIsNotBegun() throws IOException {
        Path told = Files.createDirectory(folder.resolve("told"));
        Files.createDirectory(told.resolve("audit.jsonl"));

        assertThat(run("disable", "ada")).isEqualTo(3);
        assertThat(err.toString()).contains("audit.jsonl").hasLineCount(1);

        Files.delete(told.resolve("audit.jsonl"));
        Files.deleteIfExists(told.resolve("data"));
        Files.createFile(told.resolve("data"));
        err.getBuffer().setLength(0);
        assertThat(run("disable", "ada")).isEqualTo(3);
        assertThat(err.toString()).contains("gateway.data").hasLineCount(1);
        assertThat(directory.person("ada").getAttributeValue("vestibuleDisabled")).isNull();
    }

    @Test
    void noCommandWritesThroughASymbolicLink() throws IOException {
        Path told = Files.createDirectory(folder.resolve("told"));
        Path target = folder.resolve("target");
        for (String name : List.of("audit.jsonl", "audit.jsonl.key")) {
            Files.createSymbolicLink(told.resolve(name), target);

            assertThat(run("disable", "ada")).isEqualTo(3);

            assertThat(target).doesNotExist();
            Files.delete(told.resolve(name));
        }
        assertThat(directory.person("ada").getAttributeValue("vestibuleDisabled")).isNull();
    }

    @Test
    void theGatewayTellsItsWebhooksOfEveryChangeOfACommand() throws Exception {
        assertThat(run("disable", "grace")).isEqualTo(0);
        RunningGateway gateway = new Gateway(GatewayEnvironment.system()).start(folder).await();
        try {
            assertThat(run("enable", "grace")).isEqualTo(0);
            assertThat(run("unlink", "grace", "--issuer", "http://127.0.0.1:1")).isEqualTo(0);
            assertThat(run("delete", "grace", "--yes")).isEqualTo(0);

            List<JsonObject> posts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                posts.add(new JsonObject(receiver.next().body()));
            }
            assertThat(posts)
                    .extracting(post -> post.getString("type"))
                    .containsExactly(
                            "account.disabled",
                            "account.enabled",
                            "account.unlinked",
                            "account.deleted");
            assertThat(posts)
                    .extracting(post -> post.getJsonObject("data").getString("account"))
                    .containsOnly("uid=grace,ou=people,dc=example,dc=org");
            assertThat(posts)
                    .extracting(post -> post.getJsonObject("data").getString("username"))
                    .containsOnly("grace");
            assertThat(posts)
                    .extracting(post -> post.getJsonObject("data").getString("command"))
                    .containsExactlyElementsOf(
                            records().stream().map(line -> line.getString("id")).toList());
        } finally {
            gateway.close().await();
        }
    }

    private List<JsonObject> records() throws IOException {
        return Files.readAllLines(folder.resolve("told/audit.jsonl")).stream()
                .map(JsonObject::new)
                .toList();
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
