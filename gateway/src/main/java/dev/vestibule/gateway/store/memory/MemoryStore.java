package dev.vestibule.gateway.store.memory;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.EphemeralStore.Followed;
import dev.vestibule.gateway.store.HeapSize;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Keeps values in this process, at most so many bytes of them. Several event loops may use it at
 * once; every operation holds the lock for a few instructions only.
 *
 * <p>A full store refuses a new entry, and never removes an entry before its expiry. Entries are in
 * the order in which they were put or touched last, which is that of their expiry if all have the
 * same lifetime; expired ones are removed from the front.
 */
public final class MemoryStore<V> implements EphemeralStore<V> {
    /** An entry of the map with its place in the table, and an {@link Entry}. */
    private static final int ENTRY = 96;

    private final LinkedHashMap<String, Entry<V>> entries = new LinkedHashMap<>();
    private final InstantSource clock;
    private final MemoryBudget.Share share;
    private final ToLongFunction<V> size;
    private final Supplier<? extends RuntimeException> refusal;

    /**
     * @param share the bytes that it may hold
     * @param size how many bytes of the heap a value takes
     * @param refusal what an operation fails with for which there is no room
     */
    public MemoryStore(
            InstantSource clock,
            MemoryBudget.Share share,
            ToLongFunction<V> size,
            Supplier<? extends RuntimeException> refusal) {
        this.clock = clock;
        this.share = share;
        this.size = size;
        this.refusal = refusal;
    }

    @Override
    public Future<Void> put(String key, V value, Duration timeToLive) {
        long now = clock.millis();
        Entry<V> entry = entry(key, value, now + timeToLive.toMillis());
        synchronized (entries) {
            return store(key, entry, now) ? Future.succeededFuture() : refused();
        }
    }

    @Override
    public Future<Boolean> putIfAbsent(String key, V value, Duration timeToLive) {
        long now = clock.millis();
        Entry<V> entry = entry(key, value, now + timeToLive.toMillis());
        synchronized (entries) {
            if (live(entries.get(key), now) != null) {
                return Future.succeededFuture(false);
            }
            return store(key, entry, now) ? Future.succeededFuture(true) : refused();
        }
    }

    @Override
    public Future<@Nullable V> get(String key) {
        long now = clock.millis();
        synchronized (entries) {
            return Future.succeededFuture(live(entries.get(key), now));
        }
    }

    @Override
    public <T> Future<@Nullable Followed<V, T>> follow(
            String key, Function<V, String> next, EphemeralStore<T> other) {
        long now = clock.millis();
        V value = live(entry(key), now);
        if (value == null || !(other instanceof MemoryStore<T> targets)) {
            return Future.succeededFuture();
        }
        Entry<T> entry = targets.entry(next.apply(value));
        T target = targets.live(entry, now);
        return Future.succeededFuture(
                entry == null || target == null
                        ? null
                        : new Followed<>(value, target, entry.expiresAt() - now));
    }

    private @Nullable Entry<V> entry(String key) {
        synchronized (entries) {
            return entries.get(key);
        }
    }

    @Override
    public Future<@Nullable V> take(String key) {
        long now = clock.millis();
        synchronized (entries) {
            return Future.succeededFuture(live(removed(key), now));
        }
    }

    @Override
    public Future<Boolean> replace(String key, V expected, V next) {
        long now = clock.millis();
        synchronized (entries) {
            Entry<V> entry = entries.get(key);
            V value = live(entry, now);
            if (entry == null || value == null || !value.equals(expected)) {
                return Future.succeededFuture(false);
            }
            Entry<V> grown = entry(key, next, entry.expiresAt());
            if (!share.grow(grown.bytes() - entry.bytes())) {
                return refused();
            }
            // In its old place: the order is that of expiry.
            entries.put(key, grown);
            return Future.succeededFuture(true);
        }
    }

    @Override
    public Future<Void> touch(String key, Duration timeToLive) {
        long now = clock.millis();
        synchronized (entries) {
            Entry<V> entry = entries.get(key);
            if (entry != null && entry.expired(now)) {
                removed(key);
            } else if (entry != null) {
                long end = now + timeToLive.toMillis();
                entries.putLast(key, new Entry<>(entry.value(), end, entry.bytes()));
            }
        }
        return Future.succeededFuture();
    }

    /**
     * Frees the memory of expired values; meant for a timer. It stops at the first value that is
     * alive, so that its time is bounded by what it frees.
     */
    public void purge() {
        long now = clock.millis();
        synchronized (entries) {
            dropExpired(now);
        }
    }

    /** How many values are held, expired ones that were not purged yet among them. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    /** The bytes that a value takes here, with its key and what holds them. */
    public long bytes(String key, V value) {
        return ENTRY + HeapSize.of(key) + size.applyAsLong(value);
    }

    private Entry<V> entry(String key, V value, long expiresAt) {
        return new Entry<>(value, expiresAt, bytes(key, value));
    }

    private boolean store(String key, Entry<V> entry, long now) {
        if (!admitted(key, entry)) {
            dropExpired(now);
            if (!admitted(key, entry)) {
                return false;
            }
        }
        entries.putLast(key, entry);
        return true;
    }

    /** Takes the bytes for the entry, less those of the one whose place it takes. */
    private boolean admitted(String key, Entry<V> entry) {
        Entry<V> before = entries.get(key);
        return before == null
                ? share.admit(entry.bytes())
                : share.grow(entry.bytes() - before.bytes());
    }

    private @Nullable Entry<V> removed(String key) {
        Entry<V> entry = entries.remove(key);
        if (entry != null) {
            share.release(entry.bytes());
        }
        return entry;
    }

    private void dropExpired(long now) {
        var inOrder = entries.values().iterator();
        while (inOrder.hasNext()) {
            Entry<V> entry = inOrder.next();
            if (!entry.expired(now)) {
                return;
            }
            inOrder.remove();
            share.release(entry.bytes());
        }
    }

    private @Nullable V live(@Nullable Entry<V> entry, long now) {
        return entry == null || entry.expired(now) ? null : entry.value();
    }

    private <T> Future<T> refused() {
        return Future.failedFuture(refusal.get());
    }

    /**
     * @param expiresAt milliseconds since 1970
     */
    private record Entry<V>(V value, long expiresAt, long bytes) {
        boolean expired(long now) {
            return now >= expiresAt;
        }
    }
}
