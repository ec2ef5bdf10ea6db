package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.Cookies;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of an upstream's status line and fields a client gets. */
final class ResponseHeaders {
    /** Fields that mean nothing behind a body (RFC 9110, section 6.5.1). */
    private static final Set<String> NO_TRAILERS =
            Set.of(
                    "age",
                    "authorization",
                    "cache-control",
                    "content-encoding",
                    "content-length",
                    "content-range",
                    "content-type",
                    "date",
                    "expires",
                    "host",
                    "location",
                    "retry-after",
                    "set-cookie",
                    "vary",
                    "warning",
                    "www-authenticate");

    private ResponseHeaders() {}

    /** Whether the words of a status line can be written as they are. */
    static boolean printable(String reason) {
        return reason.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f);
    }

    /** Copies everything but what ends at this hop and cookies that would replace our own. */
    static void copy(HttpHeaders answer, MultiMap response) {
        Set<String> hopByHop = HeaderNames.hopByHop(answer.getAll(HttpHeaderNames.CONNECTION));
        for (Map.Entry<String, String> field : answer) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            boolean ourCookie = name.equals("set-cookie") && Cookies.ours(field.getValue());
            if (!hopByHop.contains(name) && !ourCookie) {
                response.add(field.getKey(), field.getValue());
            }
        }
    }

    /** Copies the trailers that are allowed. */
    static void copyTrailers(HttpHeaders answer, MultiMap response) {
        for (Map.Entry<String, String> field : answer) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!NO_TRAILERS.contains(name) && !HeaderNames.endsHere(name)) {
                response.add(field.getKey(), field.getValue());
            }
        }
    }
}
