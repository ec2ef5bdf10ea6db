package dev.vestibule.gateway.testing;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what can be seen from outside only, where nothing tells of it. */
public final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 10;

    private Eventually() {}

    /** Asks again and again until it is so; fails after a minute. */
    public static void until(Vertx vertx, BooleanSupplier condition) {
        until(vertx, condition, () -> "nothing more is known");
    }

    /**
     * Asks again and again until it is so; fails after a minute.
     *
     * @param seen what else a failure tells
     */
    public static void until(Vertx vertx, BooleanSupplier condition, Supplier<Object> seen) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came to that: " + seen.get());
            }
            vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).await();
        }
    }
}
