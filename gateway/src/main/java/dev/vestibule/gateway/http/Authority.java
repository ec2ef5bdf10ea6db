package dev.vestibule.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * The host that a request is for (RFC 9110, section 7.2).
 *
 * @param host in lower case, without port and trailing dot; an IPv6 literal keeps its brackets
 * @param port as text, null when the request names none
 */
record Authority(String host, @Nullable String port) {
    private static final int LONGEST = 255;

    /**
     * The host that the request names (RFC 9112, section 3.2).
     *
     * @throws HttpFailure {@code BAD_REQUEST} unless there is exactly one, well formed
     */
    static Authority of(HttpServerRequest request) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "not exactly one Host");
        }
        return parse(hosts.getFirst());
    }

    /**
     * @throws HttpFailure when the text is no host with an optional port
     */
    static Authority parse(String text) {
        int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
        String name = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? null : port(text.substring(colon + 1));
        return new Authority(host(lower(name)), port);
    }

    /** Host and port as a Host header carries them. */
    String text() {
        return port == null ? host : host + ":" + port;
    }

    private static String host(String name) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (host.length() > LONGEST || !name(host) && !ipv6(host)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "malformed host");
        }
        return host;
    }

    private static String lower(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c >= 'A' && c <= 'Z' || c >= 0x80) {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    /** Labels of letters, digits, underscores and inner hyphens, with single dots between them. */
    private static boolean name(String host) {
        char before = '.';
        for (int at = 0; at < host.length(); at++) {
            char c = host.charAt(at);
            boolean inner = c >= 'a' && c <= 'z' || digit(c) || c == '_';
            boolean ends = c == '.' && before != '.' && before != '-';
            if (!inner && !ends && !(c == '-' && before != '.')) {
                return false;
            }
            before = c;
        }
        return before != '.' && before != '-';
    }

    private static boolean ipv6(String host) {
        int last = host.length() - 1;
        if (last < 3 || last > 46 || host.charAt(0) != '[' || host.charAt(last) != ']') {
            return false;
        }
        for (int at = 1; at < last; at++) {
            char c = host.charAt(at);
            if (!digit(c) && !(c >= 'a' && c <= 'f') && c != ':' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static String port(String digits) {
        boolean port = !digits.isEmpty() && digits.length() <= 5;
        for (int at = 0; port && at < digits.length(); at++) {
            port = digit(digits.charAt(at));
        }
        if (!port) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "malformed port");
        }
        return digits;
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
