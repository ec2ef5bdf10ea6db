package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Expressions that fail in a login or at an app take the stricter branch, and operators see it. */
final class FailingExpressionTest {
    private static final String STEP = "flows.staff.steps[1].when";
    private static final String RULE = "apps.forum.access[0]";
    private static final String YAML =
            Yaml.STANDARD
                    .replaceFirst(
                            "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                            "$1      - notice: Welcome.\n        when: claims.level > 2\n")
                    .replaceFirst(
                            "(flow: either\n    access: )\\[.*?]",
                            "$1[{ allow: 'claims.level > 2' }]");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
    }

    @Test
    void aConditionThatIsTrueOrFalseIsNoFailure() {
        signIn(Map.of("level", 3));
        assertThat(world.browser().open(World.WIKI).body()).contains("Welcome.");
        signIn(Map.of("level", 1));
        assertThat(world.browser().open(World.WIKI).received("x-forwarded-user")).isEqualTo("ada");

        assertThat(counted(STEP)).isZero();
        assertThat(lines()).isEmpty();
    }

    @Test
    void aConditionThatFailsShowsTheStepAndIsCountedAndLoggedWithItsPlace() {
        signIn(Map.of());

        assertThat(world.browser().open(World.WIKI).body()).contains("Welcome.");

        assertThat(counted(STEP)).isPositive();
        String line = world.logged("event=expression_failed", "path=" + STEP);
        assertThat(line)
                .contains("file=vestibule.yaml", "line=" + lineOf("when: claims.level"), "detail=");
        assertThat(counted(RULE)).isZero();
    }

    @Test
    void eachFailureIsCountedAndOneInAMinuteIsLogged() {
        signIn(Map.of());
        world.browser().open(World.WIKI);
        double once = counted(STEP);
        world.browser().open(World.WIKI);
        assertThat(counted(STEP)).isEqualTo(2 * once);
        assertThat(lines()).hasSize(1);

        world.clock.advance(Duration.ofSeconds(61));
        world.browser().open(World.WIKI);

        assertThat(counted(STEP)).isEqualTo(3 * once);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aRuleOfAnAppThatFailsRefusesAndHasItsOwnCounter() {
        signIn(Map.of());
        TestBrowser browser = world.browser();
        String forum = World.GATEWAY + "/forum";

        WebAnswer refused = browser.open(browser.open(forum).link("alpha"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(metricPathsOf("apps.forum")).isNotEmpty();
        assertThat(counted(STEP)).isZero();
    }

    @Test
    void nothingOfTheUserIsInTheLine() {
        signIn(Map.of("level", "canary-\"\n\u001b[31m event=login outcome=completed"));

        world.browser().open(World.WIKI);

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst()).doesNotContain("canary", "\u001b", "\n", "outcome", "ada");
    }

    private List<String> lines() {
        return world.log.lines().stream()
                .filter(line -> line.startsWith("event=expression_failed path=" + STEP))
                .toList();
    }

    private double counted(String path) {
        return world.metric("vestibule_expressions_failed_total{path=\"" + path + "\"}");
    }

    private List<String> metricPathsOf(String start) {
        return world.management("/metrics")
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("vestibule_expressions_failed_total{path=\"" + start))
                .toList();
    }

    private static long lineOf(String text) {
        return YAML.lines().takeWhile(line -> !line.contains(text)).count() + 1;
    }

    private void signIn(Map<String, Object> more) {
        Map<String, Object> claims = new java.util.HashMap<>(more);
        claims.put("sub", "1");
        claims.put("preferred_username", "ada");
        world.provider.signIn(claims);
    }
}
