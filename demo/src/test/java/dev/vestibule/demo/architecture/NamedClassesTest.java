package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every class that a map of the code names exists. */
final class NamedClassesTest {
    private static final Path ROOT = Path.of("..");

    /** {@code Class}, {@code package.Class} or {@code Class#method} in backticks. */
    private static final Pattern NAME =
            Pattern.compile("`(?:[a-z][a-z.]*\\.)?([A-Z][a-z]\\w+)(?:[.#]\\w+)?`");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/architecture.md"})
    void everyClassOfThePageExists(String page) throws IOException {
        Set<String> sources = sources();

        assertThat(NAME.matcher(Files.readString(ROOT.resolve(page))).results())
                .isNotEmpty()
                .map(found -> found.group(1))
                .allSatisfy(name -> assertThat(sources).contains(name));
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
