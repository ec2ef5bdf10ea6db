package dev.vestibule.gateway.access;

import dev.vestibule.gateway.session.Session;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/** Who a program acts for that sends credentials in place of a session's cookie. */
public interface ProgramSessions {
    /**
     * The session of the request's credentials on this route.
     *
     * @return null when the request has no credentials of the gateway: any others are the
     *     application's own. The future fails with {@link dev.vestibule.gateway.http.HttpFailure}
     *     when they admit no one
     */
    @Nullable Future<@Nullable Session> find(RoutingContext ctx, Route route);

    /** Finds the session of the request's credentials again, while the request lasts. */
    Renewal renewal(RoutingContext ctx, Route route);

    /** Says in a 401 how a program signs in on this route (RFC 9110, section 11.6.1). */
    void challenge(RoutingContext ctx, Route route);

    /** Finds a session again without its request. */
    @FunctionalInterface
    interface Renewal {
        /**
         * The session on a route; null when its credentials admit no one any more. It fails too
         * when that cannot be found out.
         */
        Future<@Nullable Session> on(Route route);
    }
}
