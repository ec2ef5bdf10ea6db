package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code docs/pains.md} names tests that exist. */
final class PainsTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final int PAINS = 18;

    @Test
    void everyTestOfTheTableExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (MatchResult reference : references(table())) {
            if (!exists(reference.group(1), reference.group(2))) {
                missing.add(reference.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPainHasATest() throws IOException {
        List<String> rows =
                table().lines()
                        .filter(row -> row.startsWith("| ") && !references(row).isEmpty())
                        .map(row -> row.split("\\|")[1].strip())
                        .toList();

        assertThat(rows)
                .doesNotHaveDuplicates()
                .containsAll(IntStream.rangeClosed(1, PAINS).mapToObj(Integer::toString).toList());
    }

    private static String table() throws IOException {
        return Files.readString(ROOT.resolve("docs/pains.md"));
    }

    private static List<MatchResult> references(String text) {
        return REFERENCE.matcher(text).results().toList();
    }

    private static boolean exists(String type, String method) throws IOException {
        for (Path source : sources(type)) {
            if (Files.readString(source).contains("void " + method + "(")) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> sources(String type) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module :
                List.of(
                        "flow-config",
                        "provisioning/api",
                        "provisioning/service",
                        "gateway",
                        "cli",
                        "demo")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.endsWith(type + ".java")).forEach(found::add);
            }
        }
        return found;
    }
}
