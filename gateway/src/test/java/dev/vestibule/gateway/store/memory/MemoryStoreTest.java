package dev.vestibule.gateway.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.store.HeapSize;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;
import dev.vestibule.gateway.store.TestStores;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

final class MemoryStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();

    /** Room for three of these values, and a little more. */
    private final MemoryBudget budget = new MemoryBudget(100 * 700, 0);

    private final MemoryBudget.Share share = budget.share(Part.fixed(1));
    private final MemoryStore<String> store = store(share);

    @Test
    void givesBackWhatWasPut() {
        store.put("key", "value", MINUTE);

        assertThat(store.get("key").result()).isEqualTo("value");
    }

    @Test
    void givesNothingForAnUnknownKey() {
        assertThat(store.get("key").result()).isNull();
        assertThat(store.take("key").result()).isNull();
    }

    @Test
    void aValueIsGoneAtTheMomentOfItsExpiry() {
        store.put("key", "value", MINUTE);

        clock.advance(MINUTE);

        assertThat(store.get("key").result()).isNull();
        assertThat(store.take("key").result()).isNull();
    }

    @Test
    void aValueIsThereUntilItsExpiry() {
        store.put("key", "value", MINUTE);

        clock.advance(MINUTE.minusNanos(1));

        assertThat(store.get("key").result()).isEqualTo("value");
    }

    @Test
    void takingAValueRemovesIt() {
        store.put("key", "value", MINUTE);

        assertThat(store.take("key").result()).isEqualTo("value");
        assertThat(store.take("key").result()).isNull();
    }

    @Test
    void aValueIsNotPutWhereOneLives() {
        assertThat(store.putIfAbsent("key", "first", MINUTE).result()).isTrue();
        assertThat(store.putIfAbsent("key", "second", MINUTE).result()).isFalse();
        assertThat(store.get("key").result()).isEqualTo("first");

        clock.advance(MINUTE);

        assertThat(store.putIfAbsent("key", "third", MINUTE).result()).isTrue();
        assertThat(store.get("key").result()).isEqualTo("third");
    }

    @Test
    void ofManyThatPutAtOnceOneDoes() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> put = () -> store.putIfAbsent("key", "x", MINUTE).result();
            int winners = 0;
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(200, put))) {
                winners += each.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void aValueIsReplacedOnlyByWhoKnowsIt() {
        store.put("key", "one", MINUTE);

        assertThat(store.replace("key", "another", "two").result()).isFalse();
        assertThat(store.get("key").result()).isEqualTo("one");
        assertThat(store.replace("key", "one", "two").result()).isTrue();
        assertThat(store.get("key").result()).isEqualTo("two");
        assertThat(store.replace("unknown", "one", "two").result()).isFalse();
    }

    @Test
    void whatIsReplacedLivesNoLonger() {
        store.put("key", "one", MINUTE);
        clock.advance(Duration.ofSeconds(59));

        store.replace("key", "one", "two");

        clock.advance(Duration.ofSeconds(1));
        assertThat(store.get("key").result()).isNull();
        assertThat(store.replace("key", "two", "three").result()).isFalse();
    }

    @Test
    void ofManyThatReplaceAtOnceNoneIsLost() throws Exception {
        MemoryStore<Integer> counter = new TestStores(clock).open(roomy(Integer.class));
        counter.put("key", 0, MINUTE);

        atOnce(
                8,
                () -> {
                    for (int added = 0; added < 500; ) {
                        Integer now = Objects.requireNonNull(counter.get("key").result());
                        added += counter.replace("key", now, now + 1).result() ? 1 : 0;
                    }
                    return "done";
                });

        assertThat(counter.get("key").result()).isEqualTo(8 * 500);
    }

    @Test
    void aFullStoreRefusesTheNewcomerAndKeepsWhatItHas() {
        fill();

        assertThat(store.put("d", "4", MINUTE).cause()).isInstanceOf(FullForTest.class);
        assertThat(store.putIfAbsent("e", "5", MINUTE).cause()).isInstanceOf(FullForTest.class);

        assertThat(List.of(present("a"), present("b"), present("c"))).containsOnly(true);
        assertThat(List.of(present("d"), present("e"))).containsOnly(false);
    }

    @Test
    void whatIsTakenMakesRoomForANewcomer() {
        fill();

        store.take("a");

        assertThat(store.put("d", "4", MINUTE).succeeded()).isTrue();
    }

    @Test
    void whatIsTouchedInAFullStoreLivesOn() {
        fill();
        clock.advance(Duration.ofSeconds(59));

        store.touch("a", MINUTE);
        clock.advance(Duration.ofSeconds(1));
        store.put("d", "4", MINUTE);
        store.put("e", "5", MINUTE);

        assertThat(store.put("f", "6", MINUTE).failed()).isTrue();
        assertThat(List.of(present("a"), present("d"), present("e"))).containsOnly(true);
    }

    @Test
    void aValueLargerThanTheStoreIsRefused() {
        assertThat(store.put("a", "x".repeat(1000), MINUTE).failed()).isTrue();
        assertThat(share.used()).isZero();
    }

    @Test
    void aReplacementThatDoesNotFitLeavesTheValueAsItWas() {
        store.put("a", "1", MINUTE);

        assertThat(store.replace("a", "1", "x".repeat(1000)).failed()).isTrue();
        assertThat(store.put("a", "x".repeat(1000), MINUTE).failed()).isTrue();

        assertThat(store.get("a").result()).isEqualTo("1");
        assertThat(share.used()).isEqualTo(store.bytes("a", "1"));
    }

    @Test
    void touchingAValueLetsItLiveFromNowOn() {
        store.put("key", "value", MINUTE);
        clock.advance(Duration.ofSeconds(59));

        store.touch("key", MINUTE);

        clock.advance(Duration.ofSeconds(59));
        assertThat(store.get("key").result()).isEqualTo("value");
    }

    @Test
    void touchingAnExpiredValueDoesNotBringItBack() {
        store.put("key", "value", MINUTE);
        clock.advance(MINUTE);

        store.touch("key", MINUTE);

        assertThat(store.get("key").result()).isNull();
        assertThat(store.size()).isZero();
    }

    @Test
    void replacingAValueInAFullStoreRemovesNoOther() {
        store.put("a", "1", MINUTE);
        store.put("b", "2", MINUTE);
        store.put("c", "3", MINUTE);

        store.put("c", "4", MINUTE);

        assertThat(store.get("a").result()).isEqualTo("1");
        assertThat(store.get("c").result()).isEqualTo("4");
    }

    @Test
    void expiredValuesMakeRoomBeforeLiveOnes() {
        store.put("short", "1", Duration.ofSeconds(1));
        store.put("b", "2", MINUTE);
        store.put("c", "3", MINUTE);
        clock.advance(Duration.ofSeconds(2));

        store.put("d", "4", MINUTE);

        assertThat(List.of(present("b"), present("c"), present("d"))).containsOnly(true);
    }

    @Test
    void purgingFreesExpiredValues() {
        store.put("a", "1", MINUTE);
        store.put("b", "2", MINUTE.multipliedBy(2));
        clock.advance(MINUTE);

        store.purge();

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.get("b").result()).isEqualTo("2");
    }

    @Test
    void ofManyTakersAtOnceExactlyOneGetsTheValue() throws Exception {
        MemoryStore<String> large = new TestStores(clock).open(roomy(String.class));
        for (int round = 0; round < 200; round++) {
            large.put("code", "value", MINUTE);

            List<String> taken = atOnce(16, () -> large.take("code").result());

            assertThat(taken.stream().filter(Objects::nonNull)).containsExactly("value");
        }
    }

    private boolean present(String key) {
        return store.get(key).result() != null;
    }

    private static List<String> atOnce(int callers, Callable<String> call)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(callers)) {
            List<Future<String>> results =
                    threads.invokeAll(IntStream.range(0, callers).mapToObj(_ -> call).toList());
            var found = new java.util.ArrayList<String>();
            for (Future<String> result : results) {
                found.add(result.get());
            }
            return found;
        }
    }

    private void fill() {
        store.put("a", "1", MINUTE);
        store.put("b", "2", MINUTE);
        store.put("c", "3", MINUTE);
    }

    private MemoryStore<String> store(MemoryBudget.Share bytes) {
        return new MemoryStore<>(clock, bytes, HeapSize::of, FullForTest::new);
    }

    private static <V> StoreKind<V> roomy(Class<V> type) {
        return new StoreKind<>("roomy", Part.fixed(1), type);
    }

    private static final class FullForTest extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
