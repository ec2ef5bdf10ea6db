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

    private final EphemeralStore<Confirmation> confirmed;
    private final InstantSource clock;

    public Confirmations(StoreFactory stores, InstantSource clock) {
        confirmed =
                stores.open(new StoreKind<>("confirmations", Part.fixed(1), Confirmation.class));
        this.clock = clock;
    }

    /**
     * A confirmation.
     *
     * @param complete whether it used a second factor: one without is worth nothing any more once
     *     the account has a second factor
     */
    private record Confirmation(Instant at, boolean complete) {}

    /**
     * The user has signed in again, in this session.
     *
     * @param complete whether with a second factor
     */
    Future<Void> confirm(Session session, boolean complete) {
        return confirmed.put(session.key(), new Confirmation(clock.instant(), complete), LIFETIME);
    }

    /**
     * Whether the sign-in itself or a confirmation is recent. Only the provider's time of the
     * sign-in is used: the provider may have used an open session of its own.
     */
    Future<Boolean> recent(Session session) {
        return signedInRecently(session.identity().verified())
                ? Future.succeededFuture(true)
                : confirmed.get(session.key()).map(found -> found != null);
    }

    /** Whether a confirmation in this session is recent, and used a second factor. */
    Future<Boolean> complete(Session session) {
        return confirmed.get(session.key()).map(found -> found != null && found.complete());
    }

    private boolean signedInRecently(VerifiedIdentity identity) {
        return identity.claims().values().containsKey("auth_time")
                && clock.instant().isBefore(identity.authenticatedAt().plus(LIFETIME));
    }
}
