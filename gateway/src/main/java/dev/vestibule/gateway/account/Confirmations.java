package dev.vestibule.gateway.account;

import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.store.EphemeralStore;

import io.vertx.core.Future;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;

/**
 * Whether a person has proved a short while ago who they are. A session may be half a day old, and
 * a change of links gives the account away for good.
 */
final class Confirmations {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final EphemeralStore<Instant> confirmed;
    private final InstantSource clock;

    Confirmations(EphemeralStore<Instant> confirmed, InstantSource clock) {
        this.confirmed = confirmed;
        this.clock = clock;
    }

    /** The person has proved it again, in this session. */
    Future<Void> confirm(Session session) {
        return confirmed.put(session.key(), clock.instant(), LIFETIME);
    }

    /** Whether the sign-in itself or a confirmation is recent. */
    Future<Boolean> recent(Session session) {
        Instant signedIn =
                session.steps().values().stream()
                        .map(StepFacts::at)
                        .max(Comparator.naturalOrder())
                        .orElse(session.startedAt());
        return clock.instant().isBefore(signedIn.plus(LIFETIME))
                ? Future.succeededFuture(true)
                : confirmed.get(session.key()).map(when -> when != null);
    }
}
