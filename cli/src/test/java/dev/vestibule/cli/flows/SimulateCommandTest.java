package dev.vestibule.cli.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** No secret of this folder can be resolved, and no server of it exists. */
final class SimulateCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void writeTheFolder() throws IOException {
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                """
                gateway: { url: "https://login.example.org" }
                directory: { url: "ldaps://nowhere.invalid", bind: { dn: "cn=v", password: "${env:NOT_SET}" }, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
                connections:
                  corp: { type: oidc, issuer: "https://nowhere.invalid", client-id: v, client-secret: "${file:/not/there}", provisioning: { enabled: true } }
                flows: { staff: { steps: [{ id: first, authenticate: corp }, { id: second, authenticate: totp, when: 'claims.level < 2' }] } }
                apps: { wiki: { upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
                tests:
                  - { name: weak, given: { flow: staff, first: { claims: { sub: "1", preferred_username: ada, level: 1 } } }, expect: { path: [first, second], account: { uid: ada } } }
                """);
    }

    @Test
    void testsRunWithoutSecretsAndServers() {
        CommandRun run = CommandRun.of("simulate", folder.toString());

        assertThat(run.out())
                .contains(
                        "ok     weak",
                        "claims.level < 2",
                        "it is true",
                        "uid: ada",
                        "1 test, 0 failed");
        assertThat(run.code()).isZero();
    }

    @Test
    void programsGetAnObject() {
        CommandRun run = CommandRun.of("simulate", folder.toString(), "--format", "json");

        JsonObject report = new JsonObject(run.out());
        assertThat(report.getInteger("failed")).isZero();
        assertThat(report.getJsonArray("results").getJsonObject(0).getString("ending"))
                .isEqualTo("complete");
    }

    @Test
    void aFailedExpectationExitsWithOne() throws IOException {
        Path file = folder.resolve("case.case");
        Files.writeString(
                file,
                """
                given: { flow: staff, first: { claims: { sub: "1", preferred_username: ada, level: 3 } } }
                expect: { path: [first, second] }
                """);

        CommandRun run = CommandRun.of("simulate", folder.toString(), "--given", file.toString());
        assertThat(run.out()).contains("! path: expected [first, second], was [first]");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aCaseWithATypingErrorIsReportedWithItsLine() throws IOException {
        Path file = folder.resolve("case.case");
        Files.writeString(file, "given:\n  flow: stuff\n");

        CommandRun run = CommandRun.of("simulate", folder.toString(), "--given", file.toString());
        assertThat(run.err()).contains(":2:9 given.flow", "Did you mean staff?");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void hostileClaimsDoNotReachTheTerminal() throws IOException {
        Path file = folder.resolve("case.case");
        Files.writeString(
                file,
                "name: \"a\\e[31mred\"\n"
                        + "given: { flow: staff, first: { option: corp, claims: { sub: \"1\","
                        + " preferred_username: \"x\\u202ey\", level: 1 } } }\n");

        CommandRun run = CommandRun.of("simulate", folder.toString(), "--given", file.toString());
        assertThat(run.out()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void anEntryOfActiveDirectoryHasItsNamesAndClasses() throws IOException {
        Path file = folder.resolve("vestibule.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "directory: {",
                                "directory: { type: active-directory, schema: none, attributes: { link: labeledURI, provenance: departmentNumber, grants: departmentNumber, state: carLicense },")
                        .replace(
                                "provisioning: { enabled: true }",
                                "provisioning: { enabled: true, attributes: { cn: claims.name } }")
                        .replace("ada, level", "ada, name: Ada King, level"));

        CommandRun run = CommandRun.of("simulate", folder.toString());

        assertThat(run.out().lines().map(String::strip))
                .contains(
                        "dn: cn=ada,ou=people,dc=example,dc=org",
                        "objectClass: organizationalPerson",
                        "objectClass: user",
                        "sAMAccountName: ada",
                        "cn: ada",
                        "displayName: Ada King",
                        "userPrincipalName: ada@example.org")
                .doesNotContain("uid: ada", "cn: Ada King", "objectClass: inetOrgPerson");
    }
}
