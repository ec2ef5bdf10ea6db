package dev.vestibule.gateway.session;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import java.time.Duration;

/**
 * Where sessions are kept.
 *
 * @param sessions by their key
 * @param tickets by the SHA-256 hash of the cookie
 * @param handoffs by the SHA-256 hash of the code
 * @param paths by their short name in a login
 */
public record SessionStores(
        EphemeralStore<Session> sessions,
        OwnedStore<Ticket> tickets,
        OwnedStore<Handoff> handoffs,
        EphemeralStore<KeptPath> paths) {
    /** Hosts on which one session has a cookie; the one given longest ago gives way. */
    static final int HOSTS = 64;

    /** Hand-offs of one session that are under way. */
    static final int HANDOFFS = 20;

    /**
     * Opens the stores.
     *
     * @param lifetime how long a session lives at most
     */
    public static SessionStores open(StoreFactory stores, Duration lifetime) {
        return new SessionStores(
                stores.open(new StoreKind<>("sessions", new Part(16, 27), SessionSize::of)),
                OwnedStore.open(
                        stores,
                        new StoreKind<>("tickets", new Part(6, 14), SessionSize::of),
                        new Part(3, 8),
                        new OwnedStore.Limit(HOSTS, lifetime)),
                OwnedStore.open(
                        stores,
                        new StoreKind<>("handoffs", new Part(1, 3), SessionSize::of),
                        Part.fixed(1),
                        new OwnedStore.Limit(HANDOFFS, Handoffs.VALID)),
                stores.open(new StoreKind<>("paths", Part.fixed(2), KeptPath::bytes)));
    }
}
