package dev.vestibule.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code docs/operations.md} lists the settings whose change needs a restart. */
final class RestartPageTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    @Test
    void thePageHasEveryKeyAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.contains("event=config_needs_restart"))
                        .dropWhile(line -> !line.startsWith("|---"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(LiveConfiguration.Fixed.values())
                                .map(each -> "| `%s` | %s |".formatted(each.key(), each.meaning()))
                                .toList());
    }
}
