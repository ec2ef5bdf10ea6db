package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.Cookies;

import io.vertx.core.MultiMap;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of an upstream's header fields a client gets. */
final class ResponseHeaders {
    private ResponseHeaders() {}

    /** Copies everything but what ends at this hop and cookies that would replace our own. */
    static void copy(MultiMap answer, MultiMap response) {
        Set<String> hopByHop = HeaderNames.hopByHop(answer);
        for (Map.Entry<String, String> field : answer) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            boolean ourCookie = name.equals("set-cookie") && Cookies.ours(field.getValue());
            if (!hopByHop.contains(name) && !ourCookie) {
                response.add(field.getKey(), field.getValue());
            }
        }
    }
}
