package dev.vestibule.gateway.inbound;

import java.time.Duration;

/**
 * A minimum rate, with credit: each byte buys the time that it may take at {@value #MINIMUM} bytes
 * a second, and the first time is given. Times are those of {@link System#nanoTime}.
 */
final class Pace {
    /** Bytes a second. */
    static final int MINIMUM = 240;

    private static final long NANOS_PER_BYTE = 1_000_000_000L / MINIMUM;

    private long deadline;

    /** Begins now. */
    void begin(long now, Duration given) {
        deadline = now + given.toNanos();
    }

    /**
     * Bytes have moved.
     *
     * @param most credit that can be saved
     */
    void moved(long bytes, long now, Duration most) {
        long bought = Math.min(bytes, most.toNanos() / NANOS_PER_BYTE) * NANOS_PER_BYTE;
        deadline = Math.max(deadline, Math.min(deadline + bought, now + most.toNanos()));
    }

    /** The clock stood still for so long: the other side was not waited for. */
    void excuse(long nanos) {
        deadline += nanos;
    }

    boolean behind(long now) {
        return now - deadline > 0;
    }
}
