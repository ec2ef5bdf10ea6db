package dev.vestibule.gateway.session;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/** Asks nobody. */
public final class NoRenewal implements SessionRenewal {
    @Override
    public Future<@Nullable Session> renewed(Session session) {
        return Future.succeededFuture(session);
    }

    @Override
    public void ended(Session session) {}
}
