package dev.vestibule.gateway.session;

import dev.vestibule.flow.model.App;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * The permission of a request to pass. Only the gate creates one; without it nothing is proxied.
 *
 * @param session the session of the request; null on public paths without one
 */
public record Admitted(App app, @Nullable Session session) {
    private static final String KEY = "vestibule.admitted";

    /**
     * What the gate has admitted.
     *
     * @throws IllegalStateException when the gate has not seen the request
     */
    public static Admitted of(RoutingContext ctx) {
        Admitted admitted = ctx.get(KEY);
        if (admitted == null) {
            throw new IllegalStateException("a request that the gate has not admitted");
        }
        return admitted;
    }

    void keepIn(RoutingContext ctx) {
        ctx.put(KEY, this);
    }
}
