package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.session.Session;

import org.jspecify.annotations.Nullable;

/**
 * A request that may pass. Only the gate makes one; without it nothing is proxied.
 *
 * @param session whose request it is; null on public paths when nobody is signed in
 */
public record AuthorizedRequest(Route route, @Nullable Session session) {
    /** The app that answers. */
    public App app() {
        return route.app();
    }
}
