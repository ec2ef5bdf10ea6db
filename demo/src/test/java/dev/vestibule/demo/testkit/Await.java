package dev.vestibule.demo.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what another process will do, by asking again and again, for a bounded time. */
public final class Await {
    private static final long ASK_AGAIN_MILLIS = 100;

    private Await() {}

    /**
     * Returns once the condition holds.
     *
     * @throws AssertionError when it still does not after this long
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            clock.scheduleWithFixedDelay(
                    () -> ask(condition, holds), 0, ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            try {
                holds.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                throw new AssertionError("still not after " + atMost + ": " + what, late);
            } catch (Exception failed) {
                throw new AssertionError("could not find out: " + what, failed);
            } finally {
                clock.shutdownNow();
            }
        }
    }

    private static void ask(BooleanSupplier condition, CompletableFuture<Void> holds) {
        try {
            if (condition.getAsBoolean()) {
                holds.complete(null);
            }
        } catch (RuntimeException | AssertionError failed) {
            holds.completeExceptionally(failed);
        }
    }
}
