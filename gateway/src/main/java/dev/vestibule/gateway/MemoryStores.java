package dev.vestibule.gateway;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.MemoryStore;
import dev.vestibule.gateway.store.StoreFactory;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.time.InstantSource;

/** Opens stores in this process, and frees what has expired in them. */
final class MemoryStores implements StoreFactory {
    private static final long PURGE_EVERY = Duration.ofSeconds(10).toMillis();

    private final Vertx vertx;
    private final InstantSource clock;

    MemoryStores(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public <V> EphemeralStore<V> open(int capacity) {
        MemoryStore<V> store = new MemoryStore<>(clock, capacity);
        vertx.setPeriodic(PURGE_EVERY, _ -> store.purge());
        return store;
    }
}
