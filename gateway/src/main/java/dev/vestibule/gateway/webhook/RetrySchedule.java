package dev.vestibule.gateway.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: later and later, and not all at once.
 *
 * @param first the longest wait before the second try
 * @param longest no wait is longer
 * @param tries after so many a delivery is given up
 */
public record RetrySchedule(Duration first, Duration longest, int tries) {
    private static final int GROWTH = 3;

    /** Twelve tries in about a day. */
    public static RetrySchedule standard() {
        return new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(6), 12);
    }

    /** How long to wait after this many failed tries: between half and the whole of the step. */
    long milliseconds(int failed, RandomGenerator random) {
        double step = first.toMillis() * Math.pow(GROWTH, failed - 1.0);
        double bounded = Math.min(step, longest.toMillis());
        return Math.max(1, Math.round(bounded * (0.5 + random.nextDouble() / 2)));
    }

    boolean isOver(int failed) {
        return failed >= tries;
    }
}
