package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class EventsPageTest {
    private static final Path PAGE = Path.of("../docs/events.md");

    @Test
    void thePageHasEveryEventAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.equals("| event | meaning |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(EventKind.values())
                                .map(kind -> "| `%s` | %s |".formatted(kind.type(), kind.meaning()))
                                .toList());
    }
}
