package dev.vestibule.gateway.connection.oidc;

import java.time.Duration;
import java.time.Instant;

/** Bounds fetches that others cause: some at once, then one in each period. Not thread-safe. */
final class FetchBudget {
    private final int most;
    private final Duration refill;
    private int left;
    private Instant refilled = Instant.MIN;

    FetchBudget(Patience patience) {
        most = patience.burst();
        refill = patience.refill();
        left = most;
    }

    /** Takes one if there is one. */
    boolean take(Instant now) {
        refill(now);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    private void refill(Instant now) {
        if (left == most) {
            refilled = now;
            return;
        }
        long earned = Duration.between(refilled, now).dividedBy(refill);
        if (earned > 0) {
            left = (int) Math.min(most, left + earned);
            refilled = refilled.plus(refill.multipliedBy(earned));
        }
    }
}
