package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/security.md} names tests that exist, and a test for each class of attacks. */
final class SecurityTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestOfTheTablesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (MatchResult reference : references(page())) {
            if (!exists(reference.group(1), reference.group(2))) {
                missing.add(reference.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyClassOfAttacksHasATest() throws IOException {
        List<String> rows =
                page().lines()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| class "))
                        .toList();

        assertThat(rows).isNotEmpty().noneMatch(row -> references(row).isEmpty());
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/security.md"));
    }

    private static List<MatchResult> references(String text) {
        return REFERENCE.matcher(text).results().toList();
    }

    private static boolean exists(String type, @Nullable String method) throws IOException {
        for (String module :
                List.of(
                        "flow-config",
                        "provisioning/api",
                        "provisioning/service",
                        "gateway",
                        "cli",
                        "demo")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path source : files.filter(f -> f.endsWith(type + ".java")).toList()) {
                    if (method == null || Files.readString(source).contains(method + "(")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
