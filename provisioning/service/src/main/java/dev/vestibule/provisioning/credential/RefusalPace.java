package dev.vestibule.provisioning.credential;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * Lets every refusal take as long as the slowest of the last ones. A server hashes a wrong
 * password, and answers at once for an entry that does not exist or is locked: without this the
 * time would tell which accounts there are.
 */
final class RefusalPace {
    private static final int REMEMBERED = 32;

    /** A directory that is slow for a moment does not make every refusal slow. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Deque<Duration> recent = new ArrayDeque<>();
    private final Wait wait;

    /** Waits for a time. */
    @FunctionalInterface
    interface Wait {
        void during(Duration time);
    }

    RefusalPace(Wait wait) {
        this.wait = wait;
    }

    /** The directory has refused the password of an account after this time. */
    void ofAnAccount(Duration took) {
        synchronized (recent) {
            recent.addLast(took);
            if (recent.size() > REMEMBERED) {
                recent.removeFirst();
            }
        }
        likeTheOthers(took);
    }

    /** There was no account, and the directory was asked for another entry. */
    void ofNone(Duration took) {
        likeTheOthers(took);
    }

    private void likeTheOthers(Duration took) {
        Duration missing = slowest().minus(took);
        if (missing.isPositive()) {
            wait.during(missing);
        }
    }

    private Duration slowest() {
        synchronized (recent) {
            Duration slowest = recent.isEmpty() ? Duration.ZERO : Collections.max(recent);
            return slowest.compareTo(LONGEST) > 0 ? LONGEST : slowest;
        }
    }
}
