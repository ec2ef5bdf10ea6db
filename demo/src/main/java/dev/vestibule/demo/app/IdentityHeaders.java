package dev.vestibule.demo.app;

import com.sun.net.httpserver.Headers;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The identity headers of the gateway. */
record IdentityHeaders(List<NamedValues> received) {
    private static final List<String> PREFIXES =
            List.of("remote-", "x-auth-request-", "x-vestibule-");
    private static final List<String> FORWARDED =
            List.of(
                    "x-forwarded-user",
                    "x-forwarded-email",
                    "x-forwarded-groups",
                    "x-forwarded-preferred-username");

    private static final Pattern WORD = Pattern.compile("(?<=^|-)[a-z]");

    static IdentityHeaders of(Headers headers) {
        return new IdentityHeaders(
                headers.entrySet().stream()
                        .filter(header -> tellsWho(header.getKey().toLowerCase(Locale.ROOT)))
                        .map(header ->
                                new NamedValues(usual(header.getKey()), texts(header.getValue())))
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList());
    }

    /** All that arrived, by name. */
    List<NamedValues> all() {
        return received;
    }

    /** The first of these headers that arrived, or null. */
    @Nullable String first(String... names) {
        return Arrays.stream(names)
                .flatMap(name ->
                        received.stream().filter(header -> name.equalsIgnoreCase(header.name())))
                .map(header -> header.values().getFirst())
                .findFirst()
                .orElse(null);
    }

    /** The gateway sends UTF-8; the server reads each byte as one character. */
    private static List<String> texts(List<String> values) {
        return values.stream()
                .map(value ->
                        new String(
                                value.getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8))
                .toList();
    }

    /** As it is usually written: a capital after each hyphen. */
    private static String usual(String name) {
        return WORD.matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(word -> word.group().toUpperCase(Locale.ROOT));
    }

    private static boolean tellsWho(String name) {
        return FORWARDED.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
