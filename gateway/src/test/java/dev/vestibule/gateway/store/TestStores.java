package dev.vestibule.gateway.store;

import dev.vestibule.gateway.store.memory.MemoryBudget;
import dev.vestibule.gateway.store.memory.MemoryStore;

import java.time.InstantSource;

/** Stores in this process for a heap of a size that the test chooses. */
public final class TestStores implements StoreFactory {
    private static final long ROOMY = 1L << 30;

    private final InstantSource clock;
    private final MemoryBudget budget;

    /** With room for whatever a test puts into them. */
    public TestStores(InstantSource clock) {
        this(clock, ROOMY);
    }

    /** For a heap of so many bytes. */
    public TestStores(InstantSource clock, long heap) {
        this.clock = clock;
        this.budget = new MemoryBudget(heap, 10);
    }

    @Override
    public <V> MemoryStore<V> open(StoreKind<V> kind) {
        return new MemoryStore<>(
                clock,
                budget.share(kind.part()),
                kind.size(),
                () -> new IllegalStateException("no room for more " + kind.name()));
    }
}
