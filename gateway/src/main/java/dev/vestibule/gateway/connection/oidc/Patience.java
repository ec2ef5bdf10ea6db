package dev.vestibule.gateway.connection.oidc;

import java.time.Duration;

/**
 * How a document's source is spared.
 *
 * @param stale how long past its freshness a document serves while fetching fails
 * @param pause after a failure, how long the failure is repeated without a new try; it doubles with
 *     each further failure
 * @param longestPause the most that it grows to
 * @param burst how many fetches {@link CachedDocument#newerThan} may make one after the other
 * @param refill how long it takes until it may make one more
 */
record Patience(Duration stale, Duration pause, Duration longestPause, int burst, Duration refill) {

    /**
     * How long to wait after the last of so many failures in a row.
     *
     * @param failures at least 1
     */
    Duration pauseAfter(int failures) {
        Duration pause = this.pause;
        for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
