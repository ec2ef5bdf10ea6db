package dev.vestibule.gateway.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.store.HeapSize;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.StoreKind.Part;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The bytes that stores say they hold are those of what is in them, and never too many. */
final class MemoryAccountTest {
    private static final int THREADS = 8;
    private static final long HEAP = 1_000_000;
    private static final Part PART = new Part(1, 3);

    private final SettableClock clock = new SettableClock();

    /** One operation on one of a few keys. */
    record Step(Kind kind, int key, int length, int seconds) {
        enum Kind {
            PUT,
            PUT_IF_ABSENT,
            REPLACE,
            TOUCH,
            TAKE,
            WAIT,
            PURGE
        }
    }

    @Property(tries = 500)
    void theAccountIsTheSumOfWhatIsThere(@ForAll("operations") List<Step> steps) {
        MemoryBudget budget = new MemoryBudget(HEAP, 1);
        MemoryBudget.Share share = budget.share(PART);
        MemoryStore<String> store = store(share);
        Map<String, String> model = new HashMap<>();
        for (Step step : steps) {
            carryOut(store, model, step);
            assertThat(share.used()).isBetween(0L, share.most());
            assertThat(budget.borrowed()).isEqualTo(Math.max(0, share.used() - HEAP / 100));
            assertThat(budget.borrowed()).isLessThanOrEqualTo(HEAP / 100);
        }
        assertThat(share.used()).isGreaterThanOrEqualTo(alive(store, model));

        clock.advance(Duration.ofDays(1));
        store.purge();

        assertThat(share.used()).isZero();
        assertThat(budget.borrowed()).isZero();
    }

    @Test
    void theAccountDoesNotDriftUnderManyThreads() throws Exception {
        MemoryBudget budget = new MemoryBudget(HEAP, 1);
        List<MemoryBudget.Share> shares =
                List.of(budget.share(PART), budget.share(PART), budget.share(PART));
        List<MemoryStore<String>> stores = shares.stream().map(this::store).toList();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long seed = thread;
                running.add(threads.submit(() -> hammer(stores, shares, budget, seed)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        for (int at = 0; at < stores.size(); at++) {
            MemoryStore<String> store = stores.get(at);
            long held = held(store);
            assertThat(shares.get(at).used()).isEqualTo(held);
            clock.advance(Duration.ofHours(2));
            store.purge();
            assertThat(store.size()).isZero();
            assertThat(shares.get(at).used()).isZero();
        }
        assertThat(budget.borrowed()).isZero();
    }

    private void hammer(
            List<MemoryStore<String>> stores,
            List<MemoryBudget.Share> shares,
            MemoryBudget budget,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int turn = 0; turn < 20_000; turn++) {
            int at = random.nextInt(stores.size());
            MemoryStore<String> store = stores.get(at);
            String key = "key-" + random.nextInt(60);
            String value = "v".repeat(random.nextInt(400));
            Duration life = Duration.ofMinutes(1 + random.nextInt(30));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> store.put(key, value, life);
                case 3 -> store.putIfAbsent(key, value, life);
                case 4 -> replace(store, key, value);
                case 5 -> store.touch(key, life);
                case 6 -> store.take(key);
                default -> clock.advance(Duration.ofMillis(random.nextInt(500)));
            }
            assertThat(shares.get(at).used()).isBetween(0L, shares.get(at).most());
            assertThat(budget.borrowed()).isBetween(0L, HEAP / 100);
        }
    }

    private static void replace(MemoryStore<String> store, String key, String value) {
        String known = store.get(key).result();
        if (known != null) {
            store.replace(key, known, value);
        }
    }

    /** What is there, after what has expired was removed: touching it does that. */
    private static long held(MemoryStore<String> store) {
        long bytes = 0;
        for (int key = 0; key < 60; key++) {
            String name = "key-" + key;
            store.touch(name, Duration.ofHours(1));
            String value = store.get(name).result();
            bytes += value == null ? 0 : store.bytes(name, value);
        }
        return bytes;
    }

    private void carryOut(MemoryStore<String> store, Map<String, String> model, Step step) {
        String key = "key-" + step.key();
        String value = "v".repeat(step.length());
        Duration life = Duration.ofSeconds(step.seconds());
        switch (step.kind()) {
            case PUT -> keep(model, key, value, store.put(key, value, life).succeeded());
            case PUT_IF_ABSENT ->
                    keep(
                            model,
                            key,
                            value,
                            Boolean.TRUE.equals(store.putIfAbsent(key, value, life).result()));
            case REPLACE -> {
                String known = store.get(key).result();
                if (known != null) {
                    keep(model, key, value, store.replace(key, known, value).succeeded());
                }
            }
            case TOUCH -> store.touch(key, life);
            case TAKE -> {
                store.take(key);
                model.remove(key);
            }
            case WAIT -> clock.advance(life);
            case PURGE -> store.purge();
        }
    }

    private static void keep(Map<String, String> model, String key, String value, boolean done) {
        if (done) {
            model.put(key, value);
        }
    }

    /** Bytes of what lives, which is what was put last under its key. */
    private static long alive(MemoryStore<String> store, Map<String, String> model) {
        long bytes = 0;
        for (Map.Entry<String, String> entry : model.entrySet()) {
            String value = store.get(entry.getKey()).result();
            if (value != null) {
                assertThat(value).isEqualTo(entry.getValue());
                bytes += store.bytes(entry.getKey(), value);
            }
        }
        return bytes;
    }

    @Provide
    Arbitrary<List<Step>> operations() {
        return Combinators.combine(
                        Arbitraries.of(Step.Kind.class),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 9_000),
                        Arbitraries.integers().between(1, 120))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    private MemoryStore<String> store(MemoryBudget.Share share) {
        return new MemoryStore<>(clock, share, HeapSize::of, IllegalStateException::new);
    }
}
