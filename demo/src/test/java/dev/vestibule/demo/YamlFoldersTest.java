package dev.vestibule.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every folder of YAML beside the demo is what {@code vestibule check} has nothing to say about.
 */
final class YamlFoldersTest {
    private static final Path DEMO = Path.of("");

    @Test
    void theFoldersOfTheDemoAndOfComposeAreFound() throws IOException {
        assertThat(folders()).containsExactly(Path.of("compose", "config"), Path.of("config"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void checkFindsNeitherAnErrorNorAWarning(Path folder) {
        StringWriter said = new StringWriter();

        int code = check(folder, said);

        assertThat(said.toString().strip()).isEqualTo("no problems");
        assertThat(code).isZero();
    }

    @Test
    void theSecondFactorOfUsersWithoutAccountsIsRefusedAsACommentInTheDemoPromises(
            @TempDir Path copy) throws IOException {
        for (String file : List.of("gateway.yaml", "apps.yaml")) {
            Files.copy(Path.of("config", file), copy.resolve(file));
        }
        String login = Files.readString(Path.of("config", "login.yaml"));
        String skip = "        when: steps.first.option != \"partner\"\n";
        assertThat(login).contains(skip);
        Files.writeString(copy.resolve("login.yaml"), login.replace(skip, ""));
        StringWriter said = new StringWriter();

        int code = check(copy, said);

        assertThat(said.toString()).contains("partner", "1 error, 0 warnings");
        assertThat(code).isEqualTo(1);
    }

    private static int check(Path folder, StringWriter said) {
        CommandLine vestibule = Main.commandLine();
        vestibule.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return vestibule.execute("check", "--without-secrets", folder.toString());
    }

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(DEMO)) {
            return all
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith("target") && !file.startsWith("src"))
                    .map(file -> file.toAbsolutePath().getParent())
                    .map(Path.of("").toAbsolutePath()::relativize)
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
