package dev.vestibule.cli.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** No secret of these folders can be resolved, and no server of them exists. */
final class FlowCommandsTest {
    private static final String FILES =
            """
            gateway: { url: "https://login.example.org" }
            directory: { url: "ldaps://nowhere.invalid", bind: { dn: "cn=v", password: "${env:NOT_SET}" }, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
            connections:
              corp: { type: oidc, title: "<b>Corp</b>", issuer: "https://nowhere.invalid", client-id: v, client-secret: "${file:/not/there}", provisioning: { enabled: true, when: claims.employee, groups: { value: claims.groups, default: [staff] } } }
            flows:
              staff:
                steps:
                  - { id: first, authenticate: [corp, password] }
                  - { deny: '"]; click n0 href "javascript:alert(1)', when: 'request.ip == "<script>"' }
                  - { id: second, authenticate: totp, remember-device: 30d, when: 'CONDITION' }
            apps: { wiki: { upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            tests:
              - { name: weak, given: { flow: staff, first: { claims: { sub: "1", preferred_username: ada, employee: true, groups: [], level: 1 } } }, expect: { path: [first, second] } }
              - { name: strong, given: { flow: staff, first: { claims: { sub: "1", preferred_username: ada, employee: true, groups: [], level: 3 } } }, expect: {} }
            """;

    @TempDir private Path folder;

    @Test
    void aFlowIsExplainedInSentences() throws IOException {
        CommandRun run = CommandRun.of("explain", files("a", "claims.level < 2"), "staff");

        assertThat(run.out())
                .contains(
                        "Users pass it before they reach wiki.",
                        "1. first: The user chooses: corp (\"<b>Corp</b>\") or password.",
                        "The login is refused:",
                        "completes the step for 30 days.",
                        "Only if: claims.level < 2",
                        "If this cannot be evaluated, the step applies.",
                        "corp: its users get an account at their first sign-in",
                        "Only if: claims.employee",
                        "Groups: those of claims.groups and always staff",
                        "A user who has signed in passes if: true");
        assertThat(run.code()).isZero();
    }

    @Test
    void aFlowThatDoesNotExistIsWrongUsage() throws IOException {
        CommandRun run = CommandRun.of("explain", files("a", "true"), "stuff");

        assertThat(run.err()).contains("There is no flow 'stuff'. Did you mean staff?");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void labelsOfMermaidStayText() throws IOException {
        CommandRun run = CommandRun.of("graph", files("a", "claims.level < 2"));

        assertThat(run.out())
                .startsWith("flowchart TD")
                .contains("n0 --> n1", "claims.level #60; 2", "not (claims.level #60; 2)")
                .doesNotContain("<script>", "\"]; click");
    }

    @Test
    void labelsOfAPictureStayText() throws IOException {
        CommandRun run =
                CommandRun.of("graph", files("a", "claims.level < 2"), "staff", "--format", "svg");

        assertThat(run.out()).startsWith("<svg").contains("claims.level &lt; 2");
        assertThat(run.out()).doesNotContain("<script>");
        assertThat(run.code()).isZero();
    }

    @Test
    void theSameFilesHaveNoDifference() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "diff", files("a", "claims.level < 2"), files("b", "claims.level <= 1"));

        assertThat(run.out()).contains("0 logins end differently, 2 do not");
        assertThat(run.code()).isZero();
    }

    @Test
    void aLoginThatEndsDifferentlyIsNamed() throws IOException {
        String before = files("a", "claims.level < 2");
        String after = files("b", "claims.level < 1");

        CommandRun run = CommandRun.of("diff", before, after);
        JsonObject object =
                new JsonObject(CommandRun.of("diff", before, after, "--format", "json").out());

        assertThat(run.out())
                .contains("weak\n  path\n    - [first, second]\n    + [first]\n")
                .contains("1 login ends differently, 1 does not");
        assertThat(run.code()).isEqualTo(1);
        assertThat(object.getInteger("different")).isEqualTo(1);
    }

    @Test
    void anExampleIsCopiedOnceAndItsTestsPass() {
        String place = folder.resolve("new").toString();

        CommandRun list = CommandRun.of("examples");
        CommandRun init = CommandRun.of("init", place, "--example", "skip-second-factor");
        CommandRun again = CommandRun.of("init", place, "--example", "skip-second-factor");

        assertThat(list.out()).contains("skip-second-factor      Users of one connection");
        assertThat(init.code()).isZero();
        assertThat(folder.resolve("new/vestibule.schema.json")).isNotEmptyFile();
        assertThat(again.err()).contains("exists");
        assertThat(again.code()).isEqualTo(1);
        assertThat(CommandRun.of("simulate", place).code()).isZero();
    }

    @Test
    void anExampleThatDoesNotExistIsWrongUsage() {
        CommandRun run = CommandRun.of("init", folder.toString(), "--example", "skip-second-facto");

        assertThat(run.err()).contains("Did you mean skip-second-factor?");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void editorsGetASchema() {
        CommandRun run = CommandRun.of("schema", "yaml");

        assertThat(new JsonObject(run.out()).getString("$schema")).contains("2020-12");
    }

    private String files(String name, String condition) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        Files.writeString(place.resolve("vestibule.yaml"), FILES.replace("CONDITION", condition));
        return place.toString();
    }
}
