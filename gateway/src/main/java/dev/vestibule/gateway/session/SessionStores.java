package dev.vestibule.gateway.session;

import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where sessions are kept.
 *
 * @param sessions by their key
 * @param hosts by the SHA-256 hash of the cookie
 * @param handoffs by the SHA-256 hash of the code
 * @param paths by their short name in a login
 */
public record SessionStores(
        EphemeralStore<Session> sessions,
        OwnedStore<HostSession> hosts,
        OwnedStore<Handoffs.Handoff> handoffs,
        EphemeralStore<LongPaths.Kept> paths) {
    /** Hosts on which one session has a cookie; the one given longest ago gives way. */
    static final int HOSTS = 64;

    /** Hand-offs of one session that are under way. */
    static final int HANDOFFS = 20;

    /**
     * The meaning of a session cookie: a session, on one host only. It keeps the flows that were
     * complete when the cookie was given; when the session completes another one, each host gets a
     * new cookie, so that a cookie never gains rights that it did not have at first.
     *
     * @param session key of the session
     * @param host the only host on which the cookie is valid
     */
    record HostSession(String session, String host, Set<String> flows) {
        public HostSession {
            flows = Set.copyOf(flows);
        }

        @Override
        public String toString() {
            return "HostSession[host=" + host + ", flows=" + flows + "]";
        }
    }

    /**
     * Opens the stores.
     *
     * @param lifetime how long a session lives at most
     */
    public static SessionStores open(StoreFactory stores, Duration lifetime) {
        return new SessionStores(
                stores.open(new StoreKind<>("sessions", new Part(16, 27), Session.class)),
                OwnedStore.open(
                        stores,
                        new StoreKind<>("tickets", new Part(6, 14), HostSession.class),
                        new Part(3, 8),
                        new OwnedStore.Limit(HOSTS, lifetime)),
                OwnedStore.open(
                        stores,
                        new StoreKind<>("handoffs", new Part(1, 3), Handoffs.Handoff.class),
                        Part.fixed(1),
                        new OwnedStore.Limit(HANDOFFS, Handoffs.VALID)),
                stores.open(new StoreKind<>("paths", Part.fixed(2), LongPaths.Kept.class)));
    }

    /**
     * Changes a session, whatever others change at the same time.
     *
     * @param change may be called several times
     * @return the session after it; null when it is over
     */
    public Future<@Nullable Session> changed(String key, UnaryOperator<Session> change) {
        return sessions.get(key)
                .compose(now -> {
                    if (now == null) {
                        return Future.succeededFuture();
                    }
                    Session next = change.apply(now);
                    return next.equals(now)
                            ? Future.succeededFuture(now)
                            : sessions.replace(key, now, next)
                                    .compose(done ->
                                            done
                                                    ? Future.succeededFuture(next)
                                                    : changed(key, change));
                });
    }

    /** Notes that a flow was passed as it is now; not where its login was repeated meanwhile. */
    Future<Void> passed(Session session, Flow flow) {
        return sessions.get(session.key())
                .compose(now ->
                        now == null
                                ? Future.succeededFuture()
                                : sessions.replace(now.key(), now, now.passing(flow, session))
                                        .mapEmpty());
    }
}
