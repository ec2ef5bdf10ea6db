package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.scenario.Given;
import dev.vestibule.flow.simulate.TestReport;
import dev.vestibule.flow.simulate.TestRun;
import dev.vestibule.provisioning.account.SchemaValues;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A later step with {@code subject} changes whose account a login has, in the middle of it: steps
 * and apps after it see the other account, those before it are evaluated again with it, and the
 * simulator says so too.
 */
final class SubjectTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String VAULT = World.GATEWAY + "/vault";
    private static final String YAML =
            Yaml.STANDARD
                            .replace(
                                    "provisioning: { enabled: false }",
                                    "provisioning: { enabled: true, when: claims.employee, username:"
                                            + " claims.preferred_username, groups: { value:"
                                            + " claims.groups } }")
                            .replaceFirst(
                                    "(?s)strict:.*?apps:",
                                    """
                                    strict:
                                        steps:
                                          - { id: first, authenticate: [alpha] }
                                          - { deny: Never eve., when: 'account.username == "eve"' }
                                          - { id: second, authenticate: [beta], subject: true, same-person: claims.number == first.claims.number }
                                          - { deny: Still the first., when: 'account.username == "ada"' }
                                          - { deny: A guest., when: '"guests" in account.groups' }
                                    apps:\
                                    """)
                    + """
                    tests:
                      - { name: another account, given: { app: vault, first: { claims: { sub: "1", preferred_username: ada, number: 7, groups: [guests] } }, second: { claims: { sub: "9", preferred_username: grace, number: 7, employee: true, groups: [staff] } } }, expect: {} }
                      - { name: a group of the second, given: { app: vault, first: { claims: { sub: "1", preferred_username: ada, number: 7, groups: [staff] } }, second: { claims: { sub: "9", preferred_username: grace, number: 7, employee: true, groups: [guests] } } }, expect: {} }
                      - { name: the same name twice, given: { app: vault, first: { claims: { sub: "1", preferred_username: grace, number: 7, groups: [] } }, second: { claims: { sub: "9", preferred_username: ada, number: 7, employee: true, groups: [] } } }, expect: {} }
                      - { name: still the first name, given: { app: vault, first: { claims: { sub: "1", preferred_username: bob, number: 7, groups: [] } }, second: { claims: { sub: "9", preferred_username: ada, number: 7, employee: true, groups: [] } } }, expect: {} }
                      - { name: refused by an earlier step, given: { app: vault, first: { claims: { sub: "1", preferred_username: bob, number: 7, groups: [] } }, second: { claims: { sub: "9", preferred_username: eve, number: 7, employee: true, groups: [] } } }, expect: {} }
                      - { name: another user, given: { app: vault, first: { claims: { sub: "1", preferred_username: ada, number: 7, groups: [] } }, second: { claims: { sub: "9", preferred_username: grace, number: 8, employee: true, groups: [] } } }, expect: {} }
                      - { name: a number that is missing, given: { app: vault, first: { claims: { sub: "1", preferred_username: ada, groups: [] } }, second: { claims: { sub: "9", preferred_username: grace, employee: true, groups: [] } } }, expect: {} }
                    """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theJourneyAndTheSimulatorAgree() throws IOException {
        SoftAssertions all = new SoftAssertions();
        int number = 0;
        int completed = 0;
        World first = worlds.start(folder.resolve("read"), YAML);
        for (TestRun run : runs(first.folder)) {
            World world = worlds.start(folder.resolve("world" + number++), YAML);
            TestBrowser browser = signedIn(world, run.scenario().given());
            WebAnswer page = browser.open(VAULT);

            boolean done = browser.cookies("localhost").containsKey(SESSION);
            var account = run.simulation().account();
            String name = run.scenario().name();
            String said = name + new TestReport(List.of(run)).text();
            all.assertThat(done).as(said).isEqualTo(isComplete(run));
            if (done) {
                completed++;
                all.assertThat(page.received("x-forwarded-user"))
                        .as(said)
                        .isEqualTo(account == null ? null : account.username());
            }
        }
        all.assertAll();
        assertThat(completed).as(new TestReport(runs(first.folder)).text()).isEqualTo(1);
    }

    @Test
    void anAppSeesTheGroupsOfTheSecondAccountOnly() {
        World world = worlds.start(folder, YAML);
        world.provider.signIn(
                Map.of(
                        "sub",
                        "1",
                        "preferred_username",
                        "ada",
                        "number",
                        7,
                        "groups",
                        List.of("guests", "admins")));
        world.other.signIn(
                Map.of(
                        "sub",
                        "9",
                        "preferred_username",
                        "grace",
                        "number",
                        7,
                        "employee",
                        true,
                        "groups",
                        List.of("staff")));

        WebAnswer page = world.browser().open(VAULT);

        assertThat(page.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(page.received("x-forwarded-groups")).isEqualTo("staff");
    }

    private static boolean isComplete(TestRun run) {
        return run.simulation().path().equals(List.of("first", "second"))
                && run.simulation().ending().words().equals("complete");
    }

    private static TestBrowser signedIn(World world, Given given) {
        world.provider.signIn(given.step("first").claims());
        world.other.signIn(given.step("second").claims());
        return world.browser();
    }

    private static List<TestRun> runs(Path folder) throws IOException {
        LoadResult result =
                new FlowConfigLoader()
                        .load(
                                Map.of(
                                        "vestibule.yaml",
                                        Files.readString(folder.resolve("vestibule.yaml"))),
                                folder,
                                _ -> "canary-secret-of-32-characters-or-more");
        FlowConfig config = Objects.requireNonNull(result.config(), result.report()::text);
        return TestRun.of(config, config.tests(), SchemaValues.standard()::written);
    }
}
