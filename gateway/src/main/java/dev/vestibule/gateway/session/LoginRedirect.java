package dev.vestibule.gateway.session;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The redirect from an app to the login on the gateway's own host, and the addresses of apps.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record LoginRedirect(URI gateway, Cookies cookies, LongPaths paths) {
    /** The login's parameter that names the app. */
    public static final String APP = "app";

    /** The login's parameter with the path to come back to. */
    public static final String RETURN = "return";

    /**
     * The login's parameter with the hash of the browser's cookie on the app's own host; only there
     * when that is not the gateway's host.
     */
    public static final String BINDING = "binding";

    /** Sends the browser there. */
    public static void to(RoutingContext ctx, String location) {
        Pages.secure(ctx.response().headers());
        ctx.request().resume();
        ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, location).end();
    }

    /** Where the browser signs in for this app, to come back to what it asked for. */
    public Future<String> location(RoutingContext ctx, App app) {
        return location(ctx, app, ReturnPath.asSent(RequestTarget.of(ctx).uri(), app.path()));
    }

    /** Where a browser on the app's host signs in for this app, to come back to this path. */
    public Future<String> location(RoutingContext ctx, App app, ReturnPath path) {
        return paths.traveller(app, path).map(traveller -> location(ctx, app, traveller.value()));
    }

    /** The same for a path that is short. */
    public String location(RoutingContext ctx, App app, String path) {
        String login = gateway + start(app, path);
        return ownHost(app) ? login : login + "&" + parameter(BINDING, cookies.bindBrowser(ctx));
    }

    /** The path on the gateway's host that starts a sign-in for this app, without a hand-off. */
    public String start(App app, String path) {
        return "%s/login?%s&%s"
                .formatted(
                        RequestTarget.RESERVED, parameter(APP, app.id()), parameter(RETURN, path));
    }

    /** The address of the app, for a link on the gateway's host. */
    public String address(App app) {
        return ownHost(app) ? app.path() : origin(app) + app.path();
    }

    /** Whether the app is served on the gateway's own host, where it shares the session cookie. */
    public boolean ownHost(App app) {
        return isOwnHost(app.host());
    }

    /** Whether this is the gateway's own host. */
    public boolean isOwnHost(String host) {
        return host.equalsIgnoreCase(HostPort.of(gateway).host());
    }

    /** The public origin of the app's host: scheme and port are those of the gateway. */
    public String origin(App app) {
        return origin(gateway, app);
    }

    /** The same for a gateway with this public origin. */
    public static String origin(URI gateway, App app) {
        int port = HostPort.of(gateway).port();
        return gateway.getScheme() + "://" + app.host() + (port < 0 ? "" : ":" + port);
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
