package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LongPaths;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Shortens the path of a login that is too long, before the login starts. That happens on the app's
 * own host, where the path is found again; a request to another host is redirected there.
 */
record LongReturn(LoginSetups setups, LoginRedirect redirects) implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        RequestParameters query = RequestParameters.ofQuery(ctx);
        ReturnPath path = path(query.optional(LoginAddress.RETURN));
        var app = setups.live().config().apps().get(query.required(LoginAddress.APP));
        if (path == null || app == null || LongPaths.mayTravel(path)) {
            ctx.next();
            return;
        }
        RequestTarget target = RequestTarget.of(ctx);
        if (target.host().equals(app.host())) {
            redirects
                    .location(ctx, app, path)
                    .compose(login -> Pages.redirect(ctx, login + chosen(query)))
                    .onFailure(ctx::fail);
        } else {
            Pages.redirect(ctx, redirects.origin(app) + target.uri()).onFailure(ctx::fail);
        }
    }

    private static @Nullable ReturnPath path(@Nullable String wanted) {
        return wanted == null ? null : ReturnPath.parse(wanted);
    }

    private static String chosen(RequestParameters query) {
        String connection = query.optional(LoginAddress.CONNECTION);
        return connection == null
                ? ""
                : "&%s=%s"
                        .formatted(
                                LoginAddress.CONNECTION,
                                URLEncoder.encode(connection, StandardCharsets.UTF_8));
    }
}
