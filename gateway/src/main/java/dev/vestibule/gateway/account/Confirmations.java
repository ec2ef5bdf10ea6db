package dev.vestibule.gateway.account;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.HeapSize;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether a person has proved a short while ago who they are. A session may be half a day old, and
 * a change of links gives the account away for good.
 */
final class Confirmations {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final StoreKind<Instant> KIND =
            new StoreKind<>("confirmations", Part.fixed(1), _ -> HeapSize.INSTANT);

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

    /**
     * Whether the sign-in itself or a confirmation is recent. Only what the provider says of the
     * time counts for a sign-in: it may have let in whoever sat down before a session of its own.
     */
    Future<Boolean> recent(Session session) {
        return signedInRecently(session.identity().verified())
                ? Future.succeededFuture(true)
                : confirmed.get(session.key()).map(when -> when != null);
    }

    private boolean signedInRecently(VerifiedIdentity identity) {
        return identity.claims().values().containsKey("auth_time")
                && clock.instant().isBefore(identity.authenticatedAt().plus(LIFETIME));
    }
}
