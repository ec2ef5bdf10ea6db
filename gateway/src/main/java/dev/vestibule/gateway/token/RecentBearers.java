package dev.vestibule.gateway.token;

import dev.vestibule.gateway.http.AddressShare;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.OwnContext;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.store.HeapSize;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What providers and the directory have said of access tokens a moment ago, so that not every
 * request asks them. Of several callers with the same token one asks for all. Several event loops
 * use it at once; the lock is held for a few instructions only.
 */
final class RecentBearers {
    /** How long a revoked token or a disabled account may still be taken for a good one. */
    static final Duration FRESH = Duration.ofSeconds(30);

    /** How long a refusal is repeated. */
    static final Duration REFUSED = Duration.ofSeconds(5);

    private static final long MOST_BYTES = 16L << 20;

    /** Of refusals, so that they leave room for the others; of tokens that are looked up now. */
    private static final int MOST = 1000;

    /** Look-ups that the programs of one address may have at once. */
    private static final int LOOKUPS = 16;

    private final InstantSource clock;
    private final AddressShare lookups = new AddressShare(LOOKUPS);
    private final Pool<Admitted> admitted = new Pool<>(MOST_BYTES);
    private final Pool<HttpFailure> refused = new Pool<>(MOST);
    private final Map<String, Future<Admitted>> asked = new HashMap<>();

    RecentBearers(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a token admits.
     *
     * @param end when the token ends; null where the provider does not say
     */
    record Admitted(Session session, @Nullable Instant end) {}

    /**
     * What is known of the token with this name, else what the look-up says of it.
     *
     * @param address of the client
     * @param look fails with {@code TOKEN_REFUSED} for a token that admits no one, which is kept
     *     too; every other failure is not
     */
    Future<Admitted> get(String name, String address, Supplier<Future<Admitted>> look) {
        Promise<Admitted> promise = Promise.promise();
        AddressShare.Taken place;
        synchronized (this) {
            Future<Admitted> known = known(name);
            if (known != null) {
                return known;
            }
            place = asked.size() < MOST ? lookups.take(address) : null;
            if (place == null) {
                return Future.failedFuture(TokenSessions.overloaded());
            }
            asked.put(name, promise.future());
        }
        Future.succeededFuture()
                .compose(_ -> look.get())
                .onComplete((found, failure) -> {
                    place.release();
                    keep(name, found, failure);
                    promise.handle(
                            found == null
                                    ? Future.failedFuture(failure)
                                    : Future.succeededFuture(found));
                });
        return OwnContext.of(promise.future());
    }

    private @Nullable Future<Admitted> known(String name) {
        Instant now = clock.instant();
        Admitted good = admitted.get(name, now);
        if (good != null) {
            return Future.succeededFuture(good);
        }
        HttpFailure bad = refused.get(name, now);
        if (bad != null) {
            return Future.failedFuture(bad);
        }
        Future<Admitted> waiting = asked.get(name);
        return waiting == null ? null : OwnContext.of(waiting);
    }

    private synchronized void keep(
            String name, @Nullable Admitted found, @Nullable Throwable failure) {
        asked.remove(name);
        Instant now = clock.instant();
        if (found != null) {
            Instant end = found.end();
            Instant until = now.plus(FRESH);
            long bytes = HeapSize.of(found.session().identity());
            Instant last = end != null && end.isBefore(until) ? end : until;
            admitted.put(name, new Kept<>(found, last, bytes), now);
        } else if (failure instanceof HttpFailure known
                && known.kind() == FailureKind.TOKEN_REFUSED) {
            refused.put(name, new Kept<>(known, now.plus(REFUSED), 1), now);
        }
    }

    /** How much is kept, in bytes and refusals. */
    synchronized long size() {
        return admitted.size + refused.size;
    }

    /**
     * What is kept for a while.
     *
     * @param size of the value, in the unit of its pool
     */
    private record Kept<V>(V value, Instant until, long size) {}

    /** Values that are fresh for a while, up to a size of all; the eldest leave first. */
    private static final class Pool<V> {
        private final long most;
        private final Map<String, Kept<V>> values = new LinkedHashMap<>();
        private long size;

        Pool(long most) {
            this.most = most;
        }

        @Nullable V get(String name, Instant now) {
            Kept<V> kept = values.get(name);
            return kept == null || !now.isBefore(kept.until()) ? null : kept.value();
        }

        void put(String name, Kept<V> value, Instant now) {
            Kept<V> old = values.remove(name);
            size += value.size() - (old == null ? 0 : old.size());
            values.put(name, value);
            var eldest = values.values().iterator();
            while (eldest.hasNext()) {
                Kept<V> first = eldest.next();
                if (size <= most && now.isBefore(first.until())) {
                    return;
                }
                size -= first.size();
                eldest.remove();
            }
        }
    }
}
