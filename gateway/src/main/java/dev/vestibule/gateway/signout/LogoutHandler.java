package dev.vestibule.gateway.signout;

import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.gateway.signout.Departure.Next;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Shows the button that signs out, and signs out; mounted at {@link RequestTarget#LOGOUT} of every
 * host, for GET and POST, behind a body handler. The session here ends first, whatever the provider
 * does.
 */
public record LogoutHandler(Sessions sessions, Pages pages, Csrf csrf, Departures departures)
        implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.request().method() == HttpMethod.POST) {
            csrf.check(ctx);
            Next next = Next.of(RequestParameters.ofForm(ctx));
            sessions.end(ctx)
                    .compose(ended -> departures.leave(ctx, ended, next))
                    .onSuccess(to -> LoginRedirect.to(ctx, to))
                    .onFailure(ctx::fail);
        } else {
            RequestParameters query = RequestParameters.ofQuery(ctx);
            sessions.find(ctx).compose(session -> show(ctx, session, query)).onFailure(ctx::fail);
        }
    }

    private Future<Void> show(
            RoutingContext ctx, @Nullable Session session, RequestParameters query) {
        if (session == null) {
            return departures
                    .returned(ctx, query.optional(Departures.STATE))
                    .onSuccess(end -> end.answer(ctx, pages))
                    .mapEmpty();
        }
        var form = csrf.form(ctx, RequestTarget.LOGOUT, Map.of());
        pages.send(ctx, 200, new LogoutPage(session.identity().user(), form, "/"));
        return Future.succeededFuture();
    }
}
