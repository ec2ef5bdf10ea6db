package dev.vestibule.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings an outcome that several callers wait for to the event loop of each. */
public final class OwnContext {
    private OwnContext() {}

    /** The same outcome on the caller's event loop, if it is on one. */
    public static <T> Future<T> of(Future<T> shared) {
        var context = Vertx.currentContext();
        if (context == null) {
            return shared;
        }
        Promise<T> own = Promise.promise();
        shared.onComplete(result -> context.runOnContext(_ -> own.handle(result)));
        return own.future();
    }
}
