package dev.vestibule.gateway;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** Ends what was started, the last first. What cannot be ended is logged and does not hold up. */
public final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<Supplier<Future<?>>> started = new ConcurrentLinkedDeque<>();

    public void later(Supplier<Future<?>> end) {
        started.push(end);
    }

    /** Deploys a verticle, and undeploys it later. Blocks. */
    public void deploy(
            Vertx vertx, Supplier<? extends Deployable> verticle, DeploymentOptions options) {
        String deployment = vertx.deployVerticle(verticle, options).await();
        later(() -> vertx.undeploy(deployment));
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
        for (var next = started.poll(); next != null; next = started.poll()) {
            try {
                next.get().await();
            } catch (Exception failure) {
                LOG.warn("event=stop_failed", failure);
            }
        }
    }
}
