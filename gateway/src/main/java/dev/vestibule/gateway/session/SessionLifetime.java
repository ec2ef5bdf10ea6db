package dev.vestibule.gateway.session;

import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long sessions live from now on. */
public record SessionLifetime(SessionLimits limits, InstantSource clock) {

    Instant now() {
        return clock.instant();
    }

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
}
