package dev.vestibule.flow.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.graph.FlowGraph;
import dev.vestibule.flow.graph.Svg;
import dev.vestibule.flow.simulate.TestRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every example is a valid configuration whose tests pass, with a picture of its flow. {@code mvn
 * -pl flow-config test -Dtest=ExampleFilesTest -Dvestibule.write=true} draws the pictures.
 */
class ExampleFilesTest {
    private static final Path FOLDER = Path.of("src/main/examples");
    private static final Path PICTURES = Path.of("../docs/graphs");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static final Pattern LANE =
            Pattern.compile("<path class=\"a\" d=\"M\\d+ \\d+ H(\\d+) ");
    private static final Pattern LABEL =
            Pattern.compile("<text class=\"c\" x=\"(\\d+)\" y=\"\\d+\">([^<]*)<");

    @ParameterizedTest
    @MethodSource("files")
    void hasNoProblemAndItsTestsPass(Path file) throws IOException {
        FlowConfig config = config(file);

        assertThat(config.tests()).isNotEmpty();
        assertThat(TestRun.of(config, config.tests(), (_, values) -> values))
                .allSatisfy(
                        run -> assertThat(run.differences()).as(run.scenario().name()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void beginsWithItsSchemaAndAMeaning(Path file) throws IOException {
        assertThat(Files.readAllLines(file).subList(0, 2))
                .first()
                .isEqualTo("# yaml-language-server: $schema=./vestibule.schema.json");
        assertThat(Files.readAllLines(file).get(1)).matches("# [A-Z].*[.]");
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasAPicture(Path file) throws IOException {
        String picture =
                new Svg(
                                FlowGraph.of(
                                        config(file).flows().values().iterator().next(),
                                        config(file).apps().values()))
                        .text();
        Path place = PICTURES.resolve(name(file) + ".svg");
        if (Boolean.getBoolean("vestibule.write")) {
            Files.createDirectories(PICTURES);
            Files.writeString(place, picture);
        }
        assertThat(place).hasContent(picture);
    }

    /** A character is at most 7 wide. */
    @ParameterizedTest
    @MethodSource("files")
    void noArrowCrossesALabelOfItsPicture(Path file) throws IOException {
        String picture = Files.readString(PICTURES.resolve(name(file) + ".svg"));
        int[] lanes =
                LANE.matcher(picture)
                        .results()
                        .mapToInt(lane -> Integer.parseInt(lane.group(1)))
                        .toArray();

        assertThat(LABEL.matcher(picture).results())
                .allSatisfy(label -> {
                    int left = Integer.parseInt(label.group(1));
                    String text = label.group(2).replaceAll("&[^;]+;", "x");
                    for (int lane : lanes) {
                        assertThat(lane < left || lane > left + 7 * text.length())
                                .as(text)
                                .isTrue();
                    }
                });
    }

    @Test
    void theListIsComplete() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("examples.txt")))
                .containsExactlyElementsOf(files().stream().map(ExampleFilesTest::name).toList());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static FlowConfig config(Path file) throws IOException {
        LoadResult result =
                new FlowConfigLoader()
                        .load(Map.of("vestibule.yaml", Files.readString(file)), FOLDER, _ -> "x");
        assertThat(result.report().text()).isEqualTo("no problems\n");
        return Objects.requireNonNull(result.config());
    }
}
