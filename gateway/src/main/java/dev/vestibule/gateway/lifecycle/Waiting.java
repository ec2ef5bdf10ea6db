package dev.vestibule.gateway.lifecycle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Waits for what takes its time elsewhere, on the context of the caller. */
public record Waiting(Vertx vertx) {

    /** The result, or the other value where it has not come in this time. */
    <T extends @Nullable Object> Future<T> atMost(Duration time, Future<T> result, T otherwise) {
        if (result.isComplete()) {
            return result;
        }
        Promise<T> first = Promise.promise();
        long timer = vertx.setTimer(time.toMillis(), _ -> first.tryComplete(otherwise));
        result.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                first.tryComplete(done.result());
            } else {
                first.tryFail(done.cause());
            }
        });
        return first.future();
    }
}
