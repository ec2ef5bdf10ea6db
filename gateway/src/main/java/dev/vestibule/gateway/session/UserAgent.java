package dev.vestibule.gateway.session;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What a browser calls itself: a claim of the client, for the eyes of its user only. */
final class UserAgent {
    private static final int LONGEST = 200;

    private UserAgent() {}

    /** The header field, shortened and without what is not plain text; empty without one. */
    static String of(RoutingContext ctx) {
        String sent = ctx.request().getHeader(HttpHeaders.USER_AGENT);
        String printable = sent == null ? "" : sent.replaceAll("[^ -~]", "");
        return printable.substring(0, Math.min(printable.length(), LONGEST));
    }
}
