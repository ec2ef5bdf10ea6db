package dev.vestibule.gateway.store.memory;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Opens stores in this process, and frees what has expired in them. Their own parts and what is
 * common are 57 percent of the heap, by an estimate that errs to the large side. The rest is for
 * requests, connections and the embedded directory.
 */
public final class MemoryStores implements StoreFactory {
    private static final long PURGE_EVERY = Duration.ofSeconds(10).toMillis();

    /** Percent of the heap beside the stores' own parts. */
    private static final int COMMON = 11;

    private static final int RETRY_AFTER = 30;

    private final Vertx vertx;
    private final InstantSource clock;
    private final MemoryBudget budget;

    /** Stores for the heap of this process. */
    public MemoryStores(Vertx vertx, InstantSource clock) {
        this(vertx, clock, Runtime.getRuntime().maxMemory());
    }

    /** Stores for a heap of so many bytes. */
    public MemoryStores(Vertx vertx, InstantSource clock, long heap) {
        this.vertx = vertx;
        this.clock = clock;
        this.budget = new MemoryBudget(heap, COMMON);
    }

    @Override
    public <V> EphemeralStore<V> open(StoreKind<V> kind) {
        MemoryStore<V> store =
                new MemoryStore<>(
                        clock, budget.share(kind.part()), kind.size(), () -> full(kind.name()));
        vertx.setPeriodic(PURGE_EVERY, _ -> store.purge());
        return store;
    }

    private static HttpFailure full(String name) {
        return HttpFailure.of(FailureKind.OVERLOADED, "no room for more " + name)
                .retryAfter(RETRY_AFTER);
    }
}
