package dev.vestibule.gateway.account;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether a user has signed in recently. A session may be half a day old, and a change of links can
 * give the account to another user permanently.
 */
public final class Confirmations {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final EphemeralStore<Instant> confirmed;
    private final InstantSource clock;

    public Confirmations(StoreFactory stores, InstantSource clock) {
        confirmed = stores.open(new StoreKind<>("confirmations", Part.fixed(1), Instant.class));
        this.clock = clock;
    }

    /** The user has signed in again, in this session. */
    Future<Void> confirm(Session session) {
        return confirmed.put(session.key(), clock.instant(), LIFETIME);
    }

    /**
     * Whether the sign-in itself or a confirmation is recent. Only the provider's time of the
     * sign-in is used: the provider may have used an open session of its own.
     */
    Future<Boolean> recent(Session session) {
        return signedInRecently(session.identity().verified())
                ? Future.succeededFuture(true)
                : confirmed(session);
    }

    /** Whether a confirmation in this session is recent, by every factor that the account has. */
    Future<Boolean> confirmed(Session session) {
        return confirmed.get(session.key()).map(when -> when != null);
    }

    private boolean signedInRecently(VerifiedIdentity identity) {
        return identity.claims().values().containsKey("auth_time")
                && clock.instant().isBefore(identity.authenticatedAt().plus(LIFETIME));
    }
}
