package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which pages may open a WebSocket to an app. Browsers let any page open one to anywhere, cookies
 * included, and tell only the page's origin (RFC 6455, section 10.2).
 */
public final class WebSocketOrigin {
    private final LoginRedirect apps;

    /**
     * @param apps knows the public origin of an app
     */
    public WebSocketOrigin(LoginRedirect apps) {
        this.apps = apps;
    }

    /**
     * Compares the page's origin with the app's as the browser knows it: its public origin, since a
     * proxy in front may leave the port out of Host, or what Host says. A program without an Origin
     * is no browser.
     *
     * @throws HttpFailure when the page is of another origin
     */
    void requireOwn(RoutingContext ctx, App app) {
        List<String> origins = ctx.request().headers().getAll(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return;
        }
        Set<String> own =
                Set.copyOf(
                        List.of(
                                comparable(apps.origin(app)),
                                comparable(apps.originAt(RequestTarget.of(ctx).authority()))));
        for (String origin : origins) {
            if (!own.contains(comparable(origin))) {
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
