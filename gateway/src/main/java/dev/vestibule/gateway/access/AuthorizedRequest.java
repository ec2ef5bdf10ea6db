package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.session.Session;

import org.jspecify.annotations.Nullable;

/**
 * A request that may pass. Only the gate makes one; without it nothing is proxied.
 *
 * @param session the session of the request; null on public paths without one
 */
public record AuthorizedRequest(Route route, @Nullable Session session) {
    /** Whether the credentials of the request are the gateway's, which no application gets. */
    public boolean isOfProgram() {
        return session != null && session.isOfProgram();
    }

    /** The app that answers. */
    public App app() {
        return route.app();
    }
}
