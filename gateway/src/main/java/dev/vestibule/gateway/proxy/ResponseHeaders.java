package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.Redirects;
import dev.vestibule.gateway.http.Cookies;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;

import java.util.Map;

/** What of an upstream's status line and fields a client gets. */
final class ResponseHeaders {
    private ResponseHeaders() {}

    /** Whether the words of a status line can be written as they are. */
    static boolean printable(String reason) {
        boolean printable = true;
        for (int at = 0; at < reason.length(); at++) {
            char c = reason.charAt(at);
            printable &= c == '\t' || c >= ' ' && c < 0x7f;
        }
        return printable;
    }

    /** Copies everything but what ends at this hop and cookies that would replace our own. */
    static void copy(HttpHeaders answer, MultiMap response) {
        HeaderNames named = HeaderNames.named(answer.getAll(HttpHeaderNames.CONNECTION));
        var fields = answer.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            boolean ourCookie =
                    HttpHeaderNames.SET_COOKIE.contentEqualsIgnoreCase(name)
                            && Cookies.ours(field.getValue().toString());
            if (!HeaderNames.endsHere(name) && !named.contains(name) && !ourCookie) {
                response.add(name, field.getValue());
            }
        }
    }

    /** Lets what leads to the upstream itself lead to the app. */
    static void rewrite(Redirects redirects, MultiMap response) {
        rewrite(HttpHeaderNames.LOCATION, redirects, response);
        rewrite(HttpHeaderNames.CONTENT_LOCATION, redirects, response);
    }

    private static void rewrite(CharSequence name, Redirects redirects, MultiMap response) {
        String location = response.get(name);
        if (location != null) {
            String rewritten = redirects.rewritten(location);
            if (!rewritten.equals(location)) {
                response.set(name, rewritten);
            }
        }
    }

    /** Copies the trailers that are allowed. */
    static void copyTrailers(HttpHeaders answer, MultiMap response) {
        for (Map.Entry<String, String> field : answer) {
            String name = field.getKey();
            if (HeaderNames.mayFollow(name)) {
                response.add(name, field.getValue());
            }
        }
    }
}
