package dev.vestibule.cli.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is said of steps that lead elsewhere, of domains and of conditions that may fail. */
final class ExplainCommandTest {
    private static final String FILES =
            """
            gateway: { url: "https://login.example.org" }
            directory: { url: "ldaps://nowhere.invalid", bind: { dn: "cn=v", password: "${env:NOT_SET}" }, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
            connections:
              corp: { type: oidc, issuer: "https://nowhere.invalid", client-id: v, client-secret: "${file:/not/there}", provisioning: { enabled: true } }
              partner: { type: oidc, issuer: "https://other.invalid", client-id: v, client-secret: "${file:/not/there}", provisioning: { enabled: true } }
            flows:
              staff:
                steps:
                  - { id: first, authenticate: [corp, partner, password], choose: { example.org: corp, "*.example.net": partner }, EXITS }
                  - { id: local, authenticate: password }
                  - { id: second, authenticate: totp, when: 'claims.level < 2', on-failure: first }
                  - { id: given, assign: { groups: [premium] }, when: 'claims.paid == true', on-failure: continue }
                  - { deny: Not today., when: 'claims.locked == true' }
            apps: { wiki: { upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    @TempDir private Path folder;
    private CommandRun run;

    @BeforeEach
    void explain() throws IOException {
        run = explained("on-success: second, on-failure: local");
    }

    @Test
    void aStepThatLeadsElsewhereSaysWhere() {
        assertThat(run.out())
                .contains("   Completed: the login goes to second.\n")
                .contains("   Not completed: the login goes to local.\n")
                .contains("   Not completed: the login goes on without it.\n");
    }

    @Test
    void aWayBackHasItsBound() {
        assertThat(run.out())
                .contains(
                        "   Not completed: the login goes back to first, at most 3 times; the next"
                                + " time it is refused.\n");
    }

    @Test
    void whatIsUsualIsNotSaid() throws IOException {
        assertThat(explained("on-success: continue, on-failure: deny").out().split("2\\. ")[0])
                .doesNotContain("ompleted: the login");
    }

    @Test
    void domainsSayWhereTheyLeadAndWhatTheOthersDo() {
        assertThat(run.out())
                .contains(
                        "A page asks for the mail address first: example.org leads to corp,"
                                + " *.example.net leads to partner, every other domain to the"
                                + " rest.");
    }

    @Test
    void aConditionThatMayFailSaysWhichCaseIsTheStricterOne() {
        assertThat(run.out())
                .contains(
                        "   Only if: claims.level < 2\n"
                                + "   If this cannot be evaluated, the step applies.\n")
                .contains(
                        "   Only if: claims.paid == true\n"
                                + "   If this cannot be evaluated, the step is passed by.\n")
                .contains(
                        "   Only if: claims.locked == true\n"
                                + "   If this cannot be evaluated, the login is refused.\n");
    }

    private CommandRun explained(String exits) throws IOException {
        Path place = Files.createTempDirectory(folder, "files");
        Files.writeString(place.resolve("vestibule.yaml"), FILES.replace("EXITS", exits));
        CommandRun explained = CommandRun.of("explain", place.toString(), "staff");
        assertThat(explained.code()).as(explained.err() + explained.out()).isZero();
        return explained;
    }
}
