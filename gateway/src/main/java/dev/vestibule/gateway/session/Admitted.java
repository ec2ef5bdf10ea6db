package dev.vestibule.gateway.session;

import dev.vestibule.flow.model.App;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * The gate's word that a request may pass. Only the gate makes one; without it nothing is proxied.
 *
 * @param session whose request it is; null on public paths when nobody is signed in
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
