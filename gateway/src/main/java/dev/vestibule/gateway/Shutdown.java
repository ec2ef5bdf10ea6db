package dev.vestibule.gateway;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Ends what was started, the last first. What cannot be ended is logged and does not hold up. */
public final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<Supplier<Future<?>>> started = new ArrayDeque<>();

    public synchronized void later(Supplier<Future<?>> end) {
        started.push(end);
    }

    /**
     * Ends everything; a second call finds nothing left. It runs on a thread of its own, because
     * the event loops are among what ends.
     */
    public Future<Void> run() {
        return Future.fromCompletionStage(
                CompletableFuture.runAsync(
                        this::endAll, Thread.ofVirtual().name("vestibule-stop")::start));
    }

    private void endAll() {
        Supplier<Future<?>> next = next();
        while (next != null) {
            end(next);
            next = next();
        }
    }

    private static void end(Supplier<Future<?>> part) {
        try {
            part.get().await();
        } catch (Exception failure) {
            LOG.warn("event=stop_failed", failure);
        }
    }

    private synchronized @Nullable Supplier<Future<?>> next() {
        return started.poll();
    }
}
