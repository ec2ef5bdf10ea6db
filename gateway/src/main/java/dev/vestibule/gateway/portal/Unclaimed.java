package dev.vestibule.gateway.portal;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.http.Caller;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * Answers what belongs to no application. The gateway's own host has the portal at its root, and a
 * favicon; of everything else a user learns who is signed in and where the applications are.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record Unclaimed(URI gateway, Sessions sessions, PortalHandler portal, PageFiles files)
        implements Handler<RoutingContext> {
    private static final String FAVICON = "/favicon.ico";

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        HttpMethod method = ctx.request().method();
        boolean own =
                target.host().equalsIgnoreCase(HostPort.of(gateway).host())
                        && (method == HttpMethod.GET || method == HttpMethod.HEAD);
        if (own && target.path().equals(FAVICON)) {
            files.favicon(ctx);
        } else if (own && target.path().equals("/")) {
            portal.handle(ctx);
        } else if (Caller.of(ctx.request()) == Caller.BROWSER) {
            ctx.request().pause();
            sessions.find(ctx)
                    .onSuccess(session -> ctx.fail(nothing(session)))
                    .onFailure(ctx::fail);
        } else {
            throw nothing(null);
        }
    }

    private static HttpFailure nothing(@Nullable Session session) {
        return HttpFailure.of(FailureKind.NOT_FOUND, "no app for this host and path")
                .told(new Audience(session == null ? null : session.identity().user(), null));
    }
}
