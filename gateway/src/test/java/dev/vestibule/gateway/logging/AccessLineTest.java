package dev.vestibule.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.http.RequestNotes;

import io.vertx.core.json.JsonObject;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class AccessLineTest {
    private static final Instant TIME = Instant.parse("2026-11-28T10:11:12.345Z");

    /** What programs that read the combined format look for. */
    private static final Pattern COMBINED =
            Pattern.compile(
                    "(\\S+) - (\\S+) \\[([^]]+)] \"((?:[^\"\\\\]++|\\\\.)*+)\" (\\d+) (\\d+)"
                            + " \"((?:[^\"\\\\]++|\\\\.)*+)\" \"((?:[^\"\\\\]++|\\\\.)*+)\"");

    @Test
    void theCombinedFormatIsThatOfHttpd() {
        assertThat(line("/wiki", "Agent \"x\"").combined())
                .isEqualTo(
                        "192.0.2.1 - - [28/Nov/2026:10:11:12 +0000] \"GET /wiki HTTP/1.1\" 200 12"
                                + " \"-\" \"Agent \\\"x\\\"\"");
    }

    @Test
    void theJsonHasTypesAndLeavesOutWhatIsNotKnown() {
        JsonObject line = new JsonObject(line("/wiki", null).json());

        assertThat(line.getInteger("status")).isEqualTo(200);
        assertThat(line.getLong("bytes")).isEqualTo(12);
        assertThat(line.getLong("duration_ms")).isEqualTo(7);
        assertThat(line.getString("time")).isEqualTo("2026-11-28T10:11:12.345Z");
        assertThat(line.fieldNames())
                .doesNotContain("account", "app", "failure", "user_agent", "aborted");
    }

    @Property
    void noValueOfAClientAddsALineOrAField(@ForAll String path, @ForAll String agent) {
        AccessLine line = line(path, agent);

        Matcher combined = COMBINED.matcher(line.combined());
        assertThat(combined.matches()).as(line.combined()).isTrue();
        assertThat(line.combined()).matches("[ -~]*");
        assertThat(line.json().lines()).hasSize(1);
        assertThat(new JsonObject(line.json()).getInteger("status")).isEqualTo(200);
    }

    private static AccessLine line(String path, @Nullable String agent) {
        return new AccessLine(
                TIME,
                "192.0.2.1",
                new AccessLine.Asked("GET", "localhost", path, "HTTP/1.1", null, agent),
                new AccessLine.Answer(200, 12, Duration.ofMillis(7), false),
                RequestNotes.none());
    }
}
