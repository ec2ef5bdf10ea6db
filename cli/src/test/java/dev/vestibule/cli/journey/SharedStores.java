package dev.vestibule.cli.journey;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.TestStores;
import dev.vestibule.gateway.store.TextStores;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of several nodes in one process: every node gets the same one by its name, and what
 * one has put another reads from text.
 */
final class SharedStores {
    private final Map<String, EphemeralStore<?>> opened = new ConcurrentHashMap<>();
    private final StoreFactory stores;

    SharedStores(InstantSource clock) {
        stores = new TextStores(new TestStores(clock));
    }

    /** The stores as one node sees them. */
    StoreFactory node() {
        return new StoreFactory() {
            @Override
            @SuppressWarnings("unchecked") // One name stands for one kind of values.
            public <V> EphemeralStore<V> open(StoreKind<V> kind) {
                return (EphemeralStore<V>)
                        opened.computeIfAbsent(kind.name(), _ -> stores.open(kind));
            }
        };
    }
}
