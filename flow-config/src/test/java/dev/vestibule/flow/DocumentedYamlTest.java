package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.simulate.TestRun;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every block of YAML of the documentation is a valid configuration, or part of one. A block of
 * another program belongs into the list here.
 */
class DocumentedYamlTest {
    /** Blocks of other programs, by their page and first line, and the program. */
    private static final Map<String, String> FOREIGN =
            Map.of(
                    "docs/apps-known.md: listen: 127.0.0.1:4873", "Verdaccio",
                    "docs/apps-known.md: scrape_configs:", "Prometheus",
                    "docs/coming-from.md: # Authelia", "Authelia",
                    "docs/forward-auth.md: http:", "Traefik",
                    "docs/forward-auth.md: name: envoy.filters.http.ext_authz", "Envoy");

    /** The warning that a fragment may have: it does not show what uses it. */
    private static final Pattern UNUSED =
            Pattern.compile("a (connection|factor|flow) that no (flow|app) uses");

    @TempDir private static Path folder;

    @BeforeAll
    static void filesThatBlocksName() throws IOException {
        Files.createDirectory(folder.resolve("texts"));
        Files.writeString(folder.resolve("own.css"), "");
        for (String picture : List.of("logo.svg", "wiki.svg", "corp.png")) {
            Files.writeString(
                    folder.resolve(picture), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        }
    }

    static List<DocumentedBlock> ours() throws IOException {
        return DocumentedBlock.all().stream()
                .filter(block -> !FOREIGN.containsKey(block.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void isValid(DocumentedBlock block) throws IOException {
        LoadResult result = loaded(block);

        assertThat(result.problems())
                .as(
                        "%s as%n%s%n%s",
                        block, new DocumentedYaml().whole(block), result.report().text())
                .allMatch(problem -> UNUSED.matcher(problem.found()).matches());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void itsTestsPass(DocumentedBlock block) throws IOException {
        FlowConfig config = Objects.requireNonNull(loaded(block).config(), "not valid");

        assertThat(TestRun.of(config, config.tests(), (_, values) -> values))
                .allSatisfy(
                        run -> assertThat(run.differences()).as(run.scenario().name()).isEmpty());
    }

    @Test
    void blocksForThoseWhoComeFromOtherProductsArePartOfAnExample() throws IOException {
        List<String> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/examples"))) {
            for (Path file : files.toList()) {
                examples.add(Files.readString(file));
            }
        }

        assertThat(ours())
                .filteredOn(block -> block.page().equals("docs/coming-from.md"))
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(examples)
                                .as("%s", block)
                                .anyMatch(example -> example.contains(block.text())));
    }

    @Test
    void everyForeignBlockIsThereOnceAndIsNotOurs() throws IOException {
        List<DocumentedBlock> foreign =
                DocumentedBlock.all().stream()
                        .filter(block -> FOREIGN.containsKey(block.name()))
                        .toList();

        assertThat(foreign)
                .extracting(DocumentedBlock::name)
                .containsExactlyInAnyOrderElementsOf(FOREIGN.keySet());
        assertThat(foreign).allSatisfy(block -> assertThat(loaded(block).config()).isNull());
    }

    private static LoadResult loaded(DocumentedBlock block) throws IOException {
        Files.writeString(folder.resolve("vestibule.yaml"), new DocumentedYaml().whole(block));
        return new FlowConfigLoader().loadWithoutSecrets(folder);
    }
}
