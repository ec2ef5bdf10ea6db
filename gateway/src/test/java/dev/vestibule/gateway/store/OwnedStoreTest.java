package dev.vestibule.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.store.StoreKind.Part;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

final class OwnedStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 3;

    private final SettableClock clock = new SettableClock();
    private final OwnedStore<String> store =
            OwnedStore.open(
                    new TestStores(clock),
                    new StoreKind<>("values", Part.fixed(1), String.class),
                    Part.fixed(1),
                    new OwnedStore.Limit(MOST, MINUTE));

    @Test
    void theOldestOfAnOwnerGivesWayToTheNext() {
        put("ada", "a", "b", "c", "d");

        assertThat(present("a", "b", "c", "d")).containsExactly("b", "c", "d");
    }

    @Test
    void noOwnerTakesThePlaceOfAnother() {
        put("grace", "g");
        put("ada", "a", "b", "c", "d", "e", "f");

        assertThat(present("g", "d", "e", "f")).containsExactly("g", "d", "e", "f");
    }

    @Test
    void anOwnerBeginsAgainWhenEverythingHasExpired() {
        put("ada", "a", "b", "c");
        clock.advance(MINUTE);

        put("ada", "d", "e", "f");

        assertThat(present("d", "e", "f")).containsExactly("d", "e", "f");
    }

    @Test
    void whatIsTakenIsGone() {
        put("ada", "a");

        assertThat(store.take("a").result()).isEqualTo("value of a");
        assertThat(store.get("a").result()).isNull();
    }

    @Test
    void manyAtOnceLeaveAnOwnerNoMoreThanItMayHave() throws Exception {
        List<String> keys = IntStream.range(0, 4_000).mapToObj(Integer::toString).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> running = new ArrayList<>();
            keys.forEach(key -> running.add(threads.submit(() -> put("ada", key))));
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(present(keys.toArray(String[]::new))).hasSize(MOST);

        put("ada", "x", "y", "z");

        assertThat(present(keys.toArray(String[]::new))).isEmpty();
        assertThat(present("x", "y", "z")).containsExactly("x", "y", "z");
    }

    private void put(String owner, String... keys) {
        for (String key : keys) {
            store.put(owner, key, "value of " + key, MINUTE);
        }
    }

    private List<String> present(String... keys) {
        return List.of(keys).stream().filter(key -> store.get(key).result() != null).toList();
    }
}
