package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.problem.Problem;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

class HostileFilesTest {
    private final FlowConfigLoader loader = new FlowConfigLoader();

    @Test
    void aHugeFileIsRefusedAtOnce() {
        LoadResult result = load("a: " + "x".repeat(2_000_000));

        assertThat(result.problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("a file of 2000003 characters");
    }

    @Test
    void aDeepFileIsRefused() {
        LoadResult result = load("[".repeat(500_000));

        assertThat(result.problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("more than 20 levels");
    }

    @Test
    void manyMistakesAreReportedInAMomentAndInLinearSpace() {
        StringBuilder yaml = new StringBuilder("apps:\n");
        IntStream.range(0, 10_000)
                .forEach(
                        n -> yaml.append("  a%d: { upstraem: x, flow: nope%d }\n".formatted(n, n)));
        long start = System.nanoTime();

        LoadResult result = load(yaml.toString());

        assertThat(result.problems()).hasSizeGreaterThan(30_000);
        assertThat(result.report().text().length()).isLessThan(30_000_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void oneEndlessLineIsNotShownAgainAndAgain() {
        StringBuilder yaml = new StringBuilder("apps: {");
        IntStream.range(0, 5_000).forEach(n -> yaml.append("a%d: { x: %s },".formatted(n, n)));

        LoadResult result = load(yaml.append("}").toString());

        assertThat(result.report().text().length()).isLessThan(20_000_000);
    }

    @Test
    void aFlowOfVeryManyStepsIsRefused() {
        LoadResult result = load("flows: { a: { steps: [" + "{}, ".repeat(10_000) + "] } }");

        assertThat(result.problems()).extracting(Problem::found).contains("10000 steps");
    }

    private LoadResult load(String yaml) {
        return loader.load(
                Map.of("config.yaml", yaml), Path.of("."), Map.<String, String>of()::get);
    }
}
