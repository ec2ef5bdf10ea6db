package dev.vestibule.gateway.store;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps values in this process, at most so many of them. Several event loops may use it at once;
 * every operation holds the lock for a few instructions only.
 *
 * <p>Entries stand in the order in which they were put or touched last. When the store is full the
 * first of that order goes, which is the one that expires soonest where all live equally long.
 */
public final class MemoryStore<V> implements EphemeralStore<V> {
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
    private final InstantSource clock;
    private final int capacity;

    /**
     * @param capacity the largest number of values, at least 1
     */
    public MemoryStore(InstantSource clock, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a store needs room for one value at least");
        }
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public Future<Void> put(String key, V value, Duration timeToLive) {
        Instant now = clock.instant();
        synchronized (entries) {
            store(key, new Entry<>(value, now.plus(timeToLive)), now);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> putIfAbsent(String key, V value, Duration timeToLive) {
        Instant now = clock.instant();
        synchronized (entries) {
            boolean free = live(entries.get(key), now) == null;
            if (free) {
                store(key, new Entry<>(value, now.plus(timeToLive)), now);
            }
            return Future.succeededFuture(free);
        }
    }

    @Override
    public Future<@Nullable V> get(String key) {
        Instant now = clock.instant();
        synchronized (entries) {
            return Future.succeededFuture(live(entries.get(key), now));
        }
    }

    @Override
    public Future<@Nullable V> take(String key) {
        Instant now = clock.instant();
        synchronized (entries) {
            return Future.succeededFuture(live(entries.remove(key), now));
        }
    }

    @Override
    public Future<Boolean> replace(String key, V expected, V next) {
        Instant now = clock.instant();
        synchronized (entries) {
            Entry<V> entry = entries.get(key);
            V value = live(entry, now);
            if (entry == null || value == null || !value.equals(expected)) {
                return Future.succeededFuture(false);
            }
            // In its old place: the order is that of expiry.
            entries.put(key, new Entry<>(next, entry.expiresAt()));
            return Future.succeededFuture(true);
        }
    }

    @Override
    public Future<Void> touch(String key, Duration timeToLive) {
        Instant now = clock.instant();
        synchronized (entries) {
            V value = live(entries.remove(key), now);
            if (value != null) {
                entries.put(key, new Entry<>(value, now.plus(timeToLive)));
            }
        }
        return Future.succeededFuture();
    }

    /**
     * Frees the memory of expired values; meant for a timer. It stops at the first value that is
     * alive, so that its time is bounded by what it frees.
     */
    public void purge() {
        Instant now = clock.instant();
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

    private void store(String key, Entry<V> entry, Instant now) {
        entries.remove(key);
        if (entries.size() >= capacity) {
            makeRoom(now);
        }
        entries.put(key, entry);
    }

    private void makeRoom(Instant now) {
        dropExpired(now);
        if (entries.size() >= capacity) {
            Iterator<Entry<V>> eldest = entries.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private void dropExpired(Instant now) {
        Iterator<Entry<V>> inOrder = entries.values().iterator();
        while (inOrder.hasNext() && inOrder.next().expired(now)) {
            inOrder.remove();
        }
    }

    private @Nullable V live(@Nullable Entry<V> entry, Instant now) {
        return entry == null || entry.expired(now) ? null : entry.value();
    }

    private record Entry<V>(V value, Instant expiresAt) {
        boolean expired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
