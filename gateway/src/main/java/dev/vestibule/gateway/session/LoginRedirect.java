package dev.vestibule.gateway.session;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.ext.web.RoutingContext;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The way from an app to the login on the gateway's own host, and where apps are found from there.
 */
public final class LoginRedirect {
    /** The login's parameter that names the app. */
    public static final String APP = "app";

    /** The login's parameter with the path to come back to. */
    public static final String RETURN = "return";

    /**
     * The login's parameter with the hash of the browser's cookie on the app's own host; only there
     * when that is not the gateway's host.
     */
    public static final String BINDING = "binding";

    private static final int LONGEST_RETURN = 2048;

    private final URI gateway;
    private final Cookies cookies;

    /**
     * @param gateway public origin of the gateway's own pages
     */
    public LoginRedirect(URI gateway, Cookies cookies) {
        this.gateway = gateway;
        this.cookies = cookies;
    }

    /** Where the browser signs in for this app, to come back to what it asked for. */
    String location(RoutingContext ctx, App app) {
        String asked = RequestTarget.of(ctx).uri();
        return location(ctx, app, asked.length() > LONGEST_RETURN ? app.path() : asked);
    }

    /** Where the browser signs in for this app, to come back to this path. */
    String location(RoutingContext ctx, App app, String path) {
        String login =
                gateway
                        + RequestTarget.RESERVED
                        + "/login?"
                        + parameter(APP, app.id())
                        + "&"
                        + parameter(RETURN, path);
        return ownHost(app) ? login : login + "&" + parameter(BINDING, cookies.bindBrowser(ctx));
    }

    /** Whether the app is served on the gateway's own host, where it shares the session cookie. */
    boolean ownHost(App app) {
        return app.host().equalsIgnoreCase(HostPort.of(gateway).host());
    }

    /** The public origin of the app's host: scheme and port are those of the gateway. */
    public String origin(App app) {
        int explicit = HostPort.of(gateway).port();
        String port = explicit < 0 ? "" : ":" + explicit;
        return gateway.getScheme() + "://" + app.host() + port;
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
