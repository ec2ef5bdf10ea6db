package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
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

    @ParameterizedTest
    @ValueSource(ints = {4_000_001, 10_000_000})
    void aFileThatIsTooLargeIsNotEvenRead(int bytes, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "#".repeat(bytes));

        assertThat(loader.load(folder).problems())
                .extracting(Problem::found)
                .contains("a file of more than 4000000 bytes");
    }

    @Test
    void aFileOfTheLargestSizeIsRefusedForItsCharacters(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "a: " + "x".repeat(3_999_997));

        assertThat(loader.load(folder).problems())
                .extracting(Problem::found)
                .contains("a file of 4000000 characters");
    }

    @Test
    void aliasesThatGrowAreRefusedAtTheFirst() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        IntStream.range(1, 30)
                .forEach(n ->
                        bomb.append(
                                "a%d: &a%d [%s]\n"
                                        .formatted(n, n, ("*a" + (n - 1) + ", ").repeat(9))));

        assertThat(load(bomb.toString()).problems())
                .singleElement()
                .extracting(Problem::found)
                .isEqualTo("an anchor");
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
