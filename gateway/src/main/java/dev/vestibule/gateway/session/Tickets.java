package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.SessionStores.HostSession;
import dev.vestibule.gateway.store.EphemeralStore.Followed;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** The cookies of sessions, one for each host. */
record Tickets(SessionStores stores, Cookies cookies) {

    /** What the request's cookie leads to; null without a cookie. */
    @Nullable Future<@Nullable Followed<HostSession, Session>> follow(RoutingContext ctx) {
        String cookie = cookies.session(ctx);
        return cookie == null
                ? null
                : stores.hosts().follow(cookie, HostSession::session, stores.sessions());
    }

    /** Gives the browser a cookie of the session on the request's host. */
    Future<Void> give(RoutingContext ctx, Session session, Duration left) {
        // One text for all cookies of a host, of which there are as many as the YAML names.
        String host = RequestTarget.of(ctx).host().intern();
        HostSession on = new HostSession(session.key(), host, session.flows());
        return stores.hosts().put(session.key(), cookies.issueSession(ctx), on, left);
    }

    /** The request's cookie is void from now on; gives what it meant on this host. */
    Future<@Nullable HostSession> take(RoutingContext ctx) {
        String cookie = cookies.session(ctx);
        if (cookie == null) {
            return Future.succeededFuture();
        }
        String host = RequestTarget.of(ctx).host();
        return stores.hosts()
                .taken(cookie, HostSession::session)
                .map(on -> on != null && on.host().equals(host) ? on : null);
    }

    /** Takes the cookie from the browser. */
    void clear(RoutingContext ctx) {
        cookies.clearSession(ctx);
    }
}
