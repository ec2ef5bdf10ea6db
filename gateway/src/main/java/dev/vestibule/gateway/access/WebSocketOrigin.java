package dev.vestibule.gateway.access;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.Locale;

/**
 * Which pages may open a WebSocket. Browsers let any page open one to anywhere, cookies included,
 * and tell only the page's origin (RFC 6455, section 10.2).
 */
public final class WebSocketOrigin {
    private WebSocketOrigin() {}

    /**
     * Refuses a WebSocket that a page of another origin opens. The app's origin is its public one,
     * since a proxy in front may leave the port out of Host, or what Host says. A program without
     * an Origin is no browser.
     *
     * @throws HttpFailure when the page is of another origin
     */
    public static void requireOwn(RoutingContext ctx, Route route) {
        var origins = ctx.request().headers().getAll(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return;
        }
        String scheme = route.origin().substring(0, route.origin().indexOf("//") + 2);
        String named = comparable(scheme + RequestTarget.of(ctx).authority());
        String own = comparable(route.origin());
        for (String origin : origins) {
            if (!comparable(origin).equals(own) && !comparable(origin).equals(named)) {
                throw HttpFailure.of(FailureKind.ACCESS_REFUSED, "WebSocket of another origin");
            }
        }
    }

    /** RFC 6454, section 4: the default port of a scheme is the same as none. */
    private static String comparable(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        String port = lower.startsWith("https:") ? ":443" : ":80";
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
