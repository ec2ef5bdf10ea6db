package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Shows the button that signs out, and signs out; mounted at {@link #PATH} of every host, for GET
 * and POST, behind a body handler.
 */
public record LogoutHandler(Sessions sessions, Pages pages, Csrf csrf)
        implements Handler<RoutingContext> {
    /** Path on every host. */
    public static final String PATH = RequestTarget.RESERVED + "/logout";

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.request().method() == HttpMethod.POST) {
            csrf.check(ctx);
            sessions.end(ctx).onSuccess(_ -> LoginRedirect.to(ctx, PATH)).onFailure(ctx::fail);
        } else {
            sessions.find(ctx).onSuccess(session -> show(ctx, session)).onFailure(ctx::fail);
        }
    }

    private void show(RoutingContext ctx, @Nullable Session session) {
        if (session == null) {
            pages.send(ctx, 200, new LogoutPage.SignedOut());
            return;
        }
        var form = csrf.form(ctx, PATH, Map.of());
        pages.send(ctx, 200, new LogoutPage(session.identity().user(), form, "/"));
    }
}
