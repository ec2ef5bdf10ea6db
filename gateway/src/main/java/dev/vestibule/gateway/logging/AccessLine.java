package dev.vestibule.gateway.logging;

import dev.vestibule.gateway.http.RequestNotes;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One request, as the access log tells of it.
 *
 * @param begun when the request came
 * @param client the client's IP address
 * @param notes what was found out about it
 */
record AccessLine(Instant begun, String client, Asked asked, Answer answer, RequestNotes notes) {
    private static final DateTimeFormatter COMBINED_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** The longest value; what is longer is cut. */
    private static final int LONGEST = 2048;

    /** What the client has asked for, all of it its own words. */
    record Asked(
            String method,
            @Nullable String host,
            @Nullable String path,
            String protocol,
            @Nullable String referer,
            @Nullable String userAgent) {}

    /**
     * What it got.
     *
     * @param bytes of the body
     * @param aborted whether it has gone before it had the whole
     */
    record Answer(int status, long bytes, Duration took, boolean aborted) {}

    /** A JSON object; what is not known is left out. */
    String json() {
        var about = notes.concern();
        JsonObject line = new JsonObject().put("time", begun.toString()).put("client", client);
        put(line, "account", about.account());
        put(line, "app", about.app());
        put(line, "connection", about.connection());
        put(line, "method", asked.method());
        put(line, "host", asked.host());
        put(line, "path", asked.path());
        line.put("protocol", asked.protocol())
                .put("status", answer.status())
                .put("bytes", answer.bytes())
                .put("duration_ms", answer.took().toMillis());
        if (answer.aborted()) {
            line.put("aborted", true);
        }
        var failed = notes.failure();
        if (failed != null) {
            put(line, "failure", failed.kind());
            put(line, "detail", failed.detail());
            put(line, "reference", failed.reference());
        }
        put(line, "referer", asked.referer());
        put(line, "user_agent", asked.userAgent());
        return line.encode();
    }

    /** The combined log format of Apache's httpd. */
    String combined() {
        return "%s - %s [%s] \"%s %s %s\" %d %d \"%s\" \"%s\""
                .formatted(
                        client,
                        word(notes.concern().account()),
                        COMBINED_TIME.format(begun),
                        escaped(asked.method()),
                        escaped(asked.path()),
                        asked.protocol(),
                        answer.status(),
                        answer.bytes(),
                        escaped(asked.referer()),
                        escaped(asked.userAgent()));
    }

    private static void put(JsonObject line, String key, @Nullable String value) {
        if (value != null) {
            line.put(key, cut(value));
        }
    }

    /** A user's name as one word, so that the fields after it keep their places. */
    private static String word(@Nullable String name) {
        return escaped(name).replace(" ", "\\x20");
    }

    private static String escaped(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        StringBuilder line = new StringBuilder();
        cut(text).codePoints().forEach(point -> append(line, point));
        return line.toString();
    }

    /** As httpd does: quotes and backslashes with a backslash, what is not visible by number. */
    private static void append(StringBuilder line, int point) {
        if (point == '"' || point == '\\') {
            line.append('\\').appendCodePoint(point);
        } else if (point >= ' ' && point < 0x7f) {
            line.appendCodePoint(point);
        } else {
            for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                line.append("\\x%02x".formatted(octet & 0xff));
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
