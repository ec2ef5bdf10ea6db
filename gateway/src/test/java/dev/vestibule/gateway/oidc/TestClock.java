package dev.vestibule.gateway.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves; it starts at the system's time and stands still. */
public final class TestClock implements InstantSource {
    private volatile Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
