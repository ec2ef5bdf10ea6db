package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code docs/troubleshooting.md} has a row for every failure, with the title of its page. */
final class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("../docs/troubleshooting.md");

    @Test
    void thePageHasEveryFailureAndNoOther() throws IOException {
        Texts english = Texts.in(Locale.ENGLISH);
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.startsWith("| the page says | kind |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(row -> row.substring(0, row.indexOf("` |") + 3))
                        .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FailureKind.values())
                                .map(kind ->
                                        "| %s | `%s` |"
                                                .formatted(
                                                        english.text("failure." + kind + ".title"),
                                                        kind.name().toLowerCase(Locale.ROOT)))
                                .toList());
    }

    @Test
    void everyRowNamesACauseAndARemedy() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.matches("[|].*[|] `.*")))
                .allMatch(row -> row.split("\\|").length == 5);
    }
}
