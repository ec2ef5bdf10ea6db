package dev.vestibule.gateway.connection.oidc;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a fetched document is fresh: what its {@code Cache-Control} says (RFC 9111, section
 * 5.2.2), within our bounds.
 *
 * @param otherwise when the header says nothing
 */
record Freshness(Duration least, Duration most, Duration otherwise) {
    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})(?!\\d)");
    private static final Pattern NOT_KEPT =
            Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,\\s])");

    /** How long this answer is fresh. */
    Duration of(HttpAnswer answer) {
        String directives =
                String.join(",", answer.headers().getAll("cache-control")).toLowerCase(Locale.ROOT);
        if (NOT_KEPT.matcher(directives).find()) {
            return least;
        }
        Matcher age = MAX_AGE.matcher(directives);
        return age.find() ? within(Duration.ofSeconds(Long.parseLong(age.group(1)))) : otherwise;
    }

    private Duration within(Duration wanted) {
        if (wanted.compareTo(least) < 0) {
            return least;
        }
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
