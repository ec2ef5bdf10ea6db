package dev.vestibule.gateway.journey;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.MemoryStore;
import dev.vestibule.gateway.store.StoreFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The stores of several nodes in one process: what one of them opens first is what every other
 * opens first.
 */
final class SharedStores {
    private final List<MemoryStore<?>> opened = new ArrayList<>();
    private final InstantSource clock;

    SharedStores(InstantSource clock) {
        this.clock = clock;
    }

    /** The stores as one node sees them. */
    StoreFactory node() {
        return new Node();
    }

    private final class Node implements StoreFactory {
        private int next;

        @Override
        @SuppressWarnings("unchecked") // Every node opens the same stores in the same order.
        public synchronized <V> EphemeralStore<V> open(int capacity) {
            synchronized (opened) {
                if (next == opened.size()) {
                    opened.add(new MemoryStore<V>(clock, capacity));
                }
                return (EphemeralStore<V>) opened.get(next++);
            }
        }
    }
}
