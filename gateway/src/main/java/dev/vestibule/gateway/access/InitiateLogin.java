package dev.vestibule.gateway.access;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The address at which an identity provider, or a page of links, begins a sign-in (OpenID Connect
 * Core, section 4). It only redirects to a login like any other, which binds the browser, asks the
 * provider and leads to an app of the configuration; it changes nothing itself.
 *
 * @param routes those of the live configuration
 * @param config the same
 */
public record InitiateLogin(
        Supplier<RouteTable> routes, Supplier<FlowConfig> config, LoginRedirect logins) {
    /** What is registered at a provider as {@code initiate_login_uri}. */
    static final String PATH = RequestTarget.RESERVED + "/initiate-login";

    private static final int LARGEST_FORM = 16_384;
    private static final String CONNECTION = "connection";
    private static final String HINT = "login_hint";

    /** Where a login leads: the app, and the path on its host. */
    private record Destination(App app, ReturnPath path) {}

    /** Mounts it for GET and POST; section 4 demands both. */
    public void mount(Router router) {
        router.get(PATH).handler(ctx -> begin(ctx, RequestParameters.ofQuery(ctx)));
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(ctx -> begin(ctx, RequestParameters.ofForm(ctx)));
    }

    private void begin(RoutingContext ctx, RequestParameters asked) {
        String issuer = asked.required("iss");
        String target = asked.optional("target_link_uri");
        Destination to = target == null ? portal(issuer) : destination(target);
        String connection = to == null ? null : connection(to.app(), issuer);
        if (to == null || connection == null) {
            throw HttpFailure.of(
                    FailureKind.CONNECTION_NOT_OFFERED,
                    "initiate-login: no connection of the app has this issuer");
        }
        String hint = asked.optional(HINT);
        String login =
                logins.gateway()
                        + logins.start(to.app(), to.path().value())
                        + parameter(CONNECTION, connection)
                        + (hint == null ? "" : parameter(HINT, hint));
        Pages.redirect(ctx, login).onFailure(ctx::fail);
    }

    /** The portal, after a login for the first app that offers the issuer. */
    private @Nullable Destination portal(String issuer) {
        return config.get().apps().values().stream()
                .filter(app -> connection(app, issuer) != null)
                .findFirst()
                .map(app -> new Destination(app, new ReturnPath(ReturnPath.PORTAL)))
                .orElse(null);
    }

    /** The first connection of the issuer in the flow of the app; null without one. */
    private @Nullable String connection(App app, String issuer) {
        FlowConfig live = config.get();
        return live.flow(app.flow()).steps().stream()
                .flatMap(step -> step.options().stream())
                .filter(live.connections()::containsKey)
                .filter(id -> live.connection(id).issues(issuer))
                .findFirst()
                .orElse(null);
    }

    /**
     * What the address leads to.
     *
     * @throws HttpFailure unless it is one of an app, and every browser reads it so
     */
    private Destination destination(String address) {
        for (App app : config.get().apps().values()) {
            String origin = logins.origin(app);
            if (address.startsWith(origin + "/") || address.equals(origin)) {
                ReturnPath path = ReturnPath.parse("/" + after(origin, address));
                Destination found = path == null ? null : of(app.host(), path);
                if (found != null) {
                    return found;
                }
            }
        }
        throw HttpFailure.of(
                FailureKind.BAD_REQUEST, "initiate-login: target_link_uri is no address of an app");
    }

    private static String after(String origin, String address) {
        return address.length() > origin.length() ? address.substring(origin.length() + 1) : "";
    }

    private @Nullable Destination of(String host, ReturnPath path) {
        int query = path.value().indexOf('?');
        String plain = query < 0 ? path.value() : path.value().substring(0, query);
        boolean own =
                plain.equals(RequestTarget.RESERVED)
                        || plain.startsWith(RequestTarget.RESERVED + "/");
        Route route = own ? null : routes.get().find(host, plain);
        return route == null ? null : new Destination(route.app(), path);
    }

    private static String parameter(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
