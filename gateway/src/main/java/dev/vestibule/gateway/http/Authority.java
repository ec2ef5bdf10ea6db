package dev.vestibule.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host that a request is for (RFC 9110, section 7.2).
 *
 * @param host in lower case, without port and trailing dot; an IPv6 literal keeps its brackets
 * @param port as text, null when the request names none
 */
record Authority(String host, @Nullable String port) {
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final int LONGEST = 255;

    /**
     * The host that the request names (RFC 9112, section 3.2).
     *
     * @throws HttpFailure {@code BAD_REQUEST} unless there is exactly one, well formed
     */
    static Authority of(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
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
        return new Authority(host(name.toLowerCase(Locale.ROOT)), port);
    }

    /** Host and port as a Host header carries them. */
    String text() {
        return port == null ? host : host + ":" + port;
    }

    private static String host(String name) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (host.length() > LONGEST
                || !NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "malformed host");
        }
        return host;
    }

    private static String port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(Authority::digit)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "malformed port");
        }
        return digits;
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
