package dev.vestibule.gateway.session;

import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long a session still lives. */
record SessionClock(SessionLimits limits, InstantSource clock) {
    boolean over(Session session) {
        return !left(session).isPositive();
    }

    /** What is left of the session's whole lifetime. */
    Duration left(Session session) {
        return Duration.between(clock.instant(), session.startedAt().plus(limits.lifetime()));
    }

    /** How long the session lasts without a request. */
    Duration untilIdle(Session session) {
        Duration left = left(session);
        return left.compareTo(limits.idle()) < 0 ? left : limits.idle();
    }

    /**
     * When it was used last: a use lets it live for the idle time again.
     *
     * @param left milliseconds that its store still keeps it
     */
    Instant seen(Session session, long left) {
        Instant seen = clock.instant().plusMillis(left).minus(limits.idle());
        return seen.isBefore(session.startedAt()) ? session.startedAt() : seen;
    }
}
