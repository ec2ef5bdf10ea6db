package dev.vestibule.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** The sender of a request: a browser or a program. */
public enum Caller {
    /** A browser that navigates: it gets pages, and redirects to a login. */
    BROWSER,
    /** A script, a fetch or another program: it gets JSON, and never a redirect to a login. */
    API;

    /** Tells the two apart by what browsers say of a request, and else by what it accepts. */
    public static Caller of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean script =
                request.method() == HttpMethod.OPTIONS
                        || headers.contains("X-Requested-With")
                        || differs(headers.get("Sec-Fetch-Mode"), "navigate")
                        || differs(headers.get("Sec-Fetch-Dest"), "document")
                        || headers.contains(HttpHeaders.UPGRADE);
        return script || !acceptsPages(headers) ? API : BROWSER;
    }

    private static boolean differs(@Nullable String value, String navigation) {
        return value != null && !value.equalsIgnoreCase(navigation);
    }

    private static boolean acceptsPages(MultiMap headers) {
        return headers.getAll(HttpHeaders.ACCEPT).stream()
                .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
    }
}
