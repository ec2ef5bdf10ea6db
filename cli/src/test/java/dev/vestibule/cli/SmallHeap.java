package dev.vestibule.cli;

import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.memory.MemoryStores;

import io.vertx.core.Vertx;

import java.time.InstantSource;

/** The product's own stores, for a heap that a test can fill. */
public final class SmallHeap {
    private SmallHeap() {}

    /** Stores for a heap of so many bytes. */
    public static StoreFactory stores(Vertx vertx, InstantSource clock, long heap) {
        return new MemoryStores(vertx, clock, heap);
    }
}
