package dev.vestibule.cli.journey;

import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.TestStores;
import dev.vestibule.gateway.store.TextStores;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The stores of several nodes in one process: every node gets the same one by its name, and what
 * one has put another reads from text.
 */
final class SharedStores {
    private final Map<String, EphemeralStore<?>> opened = new ConcurrentHashMap<>();
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final StoreFactory stores;

    SharedStores(InstantSource clock) {
        StoreFactory texts = new TestStores(clock);
        stores =
                new TextStores(
                        new StoreFactory() {
                            @Override
                            public <V> EphemeralStore<V> open(StoreKind<V> kind) {
                                return new Watched<>(kind.name(), texts.open(kind), written);
                            }
                        });
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

    /** Every text that a store was given, after the name of the store. */
    List<String> written() {
        return List.copyOf(written);
    }

    private record Watched<V>(String name, EphemeralStore<V> values, Queue<String> written)
            implements EphemeralStore<V> {
        private V seen(V value) {
            written.add(name + " " + value);
            return value;
        }

        @Override
        public Future<Void> put(String key, V value, Duration timeToLive) {
            return values.put(key, seen(value), timeToLive);
        }

        @Override
        public Future<Boolean> putIfAbsent(String key, V value, Duration timeToLive) {
            return values.putIfAbsent(key, seen(value), timeToLive);
        }

        @Override
        public Future<@Nullable V> get(String key) {
            return values.get(key);
        }

        @Override
        public Future<@Nullable V> take(String key) {
            return values.take(key);
        }

        @Override
        public Future<Boolean> replace(String key, V expected, V next) {
            return values.replace(key, expected, seen(next));
        }

        @Override
        public Future<Void> touch(String key, Duration timeToLive) {
            return values.touch(key, timeToLive);
        }
    }
}
