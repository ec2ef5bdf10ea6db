package dev.vestibule.gateway.token;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A personal access token as the account keeps it.
 *
 * @param hash of the token's text
 * @param apps ids of the apps that it is for
 * @param expires when it ends
 * @param used when it was used last, to the day; null before its first use
 * @param name by which its user knows it
 */
public record AccessToken(
        String hash,
        Set<String> apps,
        Instant created,
        Instant expires,
        @Nullable Instant used,
        String name) {
    /** The most characters of a name. */
    public static final int LONGEST_NAME = 60;

    private static final String WORD = "token";
    private static final String NEVER = "-";
    private static final int PARTS = 7;

    public AccessToken {
        apps = Set.copyOf(apps);
    }

    /** As the account keeps it. */
    String note() {
        return String.join(
                " ",
                WORD,
                hash,
                Long.toString(created.getEpochSecond()),
                Long.toString(expires.getEpochSecond()),
                used == null ? NEVER : Long.toString(used.getEpochSecond()),
                String.join(",", new TreeSet<>(apps)),
                URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /** Reads a note of an account; null for a note about something else. */
    static @Nullable AccessToken parse(String note) {
        String[] parts = note.split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(WORD)) {
            return null;
        }
        try {
            return new AccessToken(
                    parts[1],
                    Set.of(parts[5].split(",", -1)),
                    instant(parts[2]),
                    instant(parts[3]),
                    parts[4].equals(NEVER) ? null : instant(parts[4]),
                    URLDecoder.decode(parts[6], StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            // Changed by hand: it admits no one.
            return null;
        }
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    /** The same, used at this time. */
    AccessToken usedAt(Instant time) {
        return new AccessToken(hash, apps, created, expires, time, name);
    }
}
