package dev.vestibule.gateway.assertion;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Publishes the key that verifies assertions; mounted at {@link #PATH} of every host. */
public final class JwksHandler implements Handler<RoutingContext> {
    /** Path on every host. */
    public static final String PATH = RequestTarget.RESERVED + "/jwks.json";

    /**
     * A restarted gateway has a new key, so that caches may keep the old one for a short time only.
     */
    private static final String BRIEFLY = "public, max-age=60";

    private final String keys;

    public JwksHandler(AssertionKey key) {
        keys = key.published().encode();
    }

    @Override
    public void handle(RoutingContext ctx) {
        Pages.secure(ctx.response().headers());
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, BRIEFLY)
                .end(keys);
    }
}
