package dev.vestibule.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateway's own cookies. All of them are bound to one host ({@code __Host-}, RFC 6265bis
 * section 4.1.3.2), hidden from scripts and not sent with requests that other sites start, except
 * for navigation. A cookie that a request has twice is treated as absent: one of the two may have
 * been planted, and it is unknown which.
 */
public record Cookies(Tokens tokens) {
    /** The prefix of all our cookie names; no upstream ever sees such a cookie. */
    public static final String PREFIX = "__Host-vestibule-";

    /** The preference of a language, by its tag. */
    public static final String LANGUAGE = "language";

    private static final String CHOICE = "choice";
    private static final int CHOICES = 4;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int YEAR = 31_536_000;
    private static final String BROWSER = PREFIX + "browser";
    private static final String SESSION = PREFIX + "session";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";
    private static final String ISSUED = "vestibule.browser";

    /** The hash of this browser's binding cookie, or null when the browser did not send one. */
    public @Nullable String browser(RoutingContext ctx) {
        String secret = browserSecret(ctx);
        return secret == null ? null : Tokens.hash(secret);
    }

    /**
     * Binds the browser: keeps its binding cookie when it has one, else sets one.
     *
     * @return the hash of the cookie, to be stored with what is bound to this browser
     */
    public String bindBrowser(RoutingContext ctx) {
        return Tokens.hash(boundSecret(ctx));
    }

    /** The hash of the session cookie, or null when there is none, or more than one. */
    public @Nullable String session(RoutingContext ctx) {
        String id = only(ctx.request(), SESSION);
        return id == null ? null : Tokens.hash(id);
    }

    /**
     * Gives the browser a new session cookie on this host.
     *
     * @return the hash of its value; the value itself stays with the browser
     */
    public String issueSession(RoutingContext ctx) {
        String id = tokens.next();
        set(ctx, SESSION, id, "");
        return Tokens.hash(id);
    }

    /** Deletes the session cookie of this host in the browser. */
    public void clearSession(RoutingContext ctx) {
        set(ctx, SESSION, "", "; Max-Age=0");
    }

    /** Sets a mark in the browser for this number of seconds, 0 to delete it. */
    public void mark(RoutingContext ctx, String name, int seconds) {
        set(ctx, PREFIX + name, "1", "; Max-Age=" + seconds);
    }

    /**
     * Keeps a value in the browser for this long; 0 deletes it. It has only characters of tokens.
     */
    public void keep(RoutingContext ctx, String name, String value, Duration time) {
        set(ctx, PREFIX + name, value, "; Max-Age=" + time.toSeconds());
    }

    /** The value that the browser keeps, or null when there is none, or more than one. */
    public @Nullable String kept(RoutingContext ctx, String name) {
        List<String> values = values(ctx.request(), PREFIX + name);
        return values.size() == 1 && !values.getFirst().isEmpty() ? values.getFirst() : null;
    }

    /** Whether the browser carries this mark. */
    public boolean marked(RoutingContext ctx, String name) {
        return !values(ctx.request(), PREFIX + name).isEmpty();
    }

    /** Remembers a word for a year: a convenience, which proves nothing. */
    public static void prefer(RoutingContext ctx, String name, String word) {
        if (WORD.matcher(word).matches()) {
            set(ctx, PREFIX + name, word, "; Max-Age=" + YEAR);
        }
    }

    /** The word that the browser remembers; null when there is none, or more than one. */
    public static @Nullable String preference(RoutingContext ctx, String name) {
        List<String> words = values(ctx.request(), PREFIX + name);
        return words.size() == 1 && WORD.matcher(words.getFirst()).matches()
                ? words.getFirst()
                : null;
    }

    /**
     * Remembers, like a preference, an option that the user has chosen, and the ones before it: the
     * steps of a flow have options of their own.
     */
    public static void choose(RoutingContext ctx, String option) {
        if (WORD.matcher(option).matches()) {
            String chosen =
                    Stream.concat(Stream.of(option), choices(ctx).stream())
                            .distinct()
                            .limit(CHOICES)
                            .collect(Collectors.joining("."));
            set(ctx, PREFIX + CHOICE, chosen, "; Max-Age=" + YEAR);
        }
    }

    /** The options that this browser's users have chosen, the last one first. */
    public static List<String> choices(RoutingContext ctx) {
        List<String> kept = values(ctx.request(), PREFIX + CHOICE);
        return kept.size() != 1
                ? List.of()
                : Stream.of(kept.getFirst().split("\\.", CHOICES + 1))
                        .filter(word -> WORD.matcher(word).matches())
                        .toList();
    }

    /** A Cookie header without our cookies; the others stay as they are, byte for byte. */
    public static String foreign(String header) {
        if (!containsOurs(header)) {
            return header;
        }
        StringJoiner kept = new StringJoiner(";");
        for (String pair : header.split(";", -1)) {
            if (!ours(pair)) {
                kept.add(pair);
            }
        }
        return kept.toString().strip();
    }

    /** Whether a cookie, as Cookie and Set-Cookie headers write it, has a name of ours. */
    public static boolean ours(String pair) {
        return pair.strip().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    private static boolean containsOurs(String header) {
        int from = header.indexOf("__");
        while (from >= 0 && !header.regionMatches(true, from, PREFIX, 0, PREFIX.length())) {
            from = header.indexOf("__", from + 1);
        }
        return from >= 0;
    }

    String boundSecret(RoutingContext ctx) {
        String known = browserSecret(ctx);
        if (known != null) {
            return known;
        }
        String issued = tokens.next();
        ctx.put(ISSUED, issued);
        set(ctx, BROWSER, issued, "");
        return issued;
    }

    @Nullable String browserSecret(RoutingContext ctx) {
        String issued = ctx.get(ISSUED);
        return issued != null ? issued : only(ctx.request(), BROWSER);
    }

    private static void set(RoutingContext ctx, String name, String value, String more) {
        String cookie = name + "=" + value + ATTRIBUTES + more;
        ctx.response().headers().add(HttpHeaders.SET_COOKIE, cookie);
    }

    private static @Nullable String only(HttpServerRequest request, String name) {
        List<String> values = values(request, name);
        if (values.size() != 1 || !Tokens.wellFormed(values.getFirst())) {
            return null;
        }
        return values.getFirst();
    }

    private static List<String> values(HttpServerRequest request, String name) {
        List<String> values = new ArrayList<>(1);
        for (String header : request.headers().getAll(HttpHeaders.COOKIE)) {
            collect(header, name, values);
        }
        return values;
    }

    private static void collect(String header, String name, List<String> values) {
        int from = header.indexOf(name);
        while (from >= 0) {
            int equals = from + name.length();
            if (startsPair(header, from) && header.startsWith("=", equals)) {
                int end = header.indexOf(';', equals);
                values.add(header.substring(equals + 1, end < 0 ? header.length() : end).strip());
            }
            from = header.indexOf(name, equals);
        }
    }

    private static boolean startsPair(String header, int at) {
        int before = at - 1;
        while (before >= 0 && (header.charAt(before) == ' ' || header.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || header.charAt(before) == ';';
    }
}
