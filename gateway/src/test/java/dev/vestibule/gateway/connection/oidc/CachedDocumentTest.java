package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vestibule.gateway.connection.oidc.CachedDocument.Fetched;
import dev.vestibule.gateway.connection.oidc.CachedDocument.RetryPolicy;
import dev.vestibule.gateway.store.SettableClock;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class CachedDocumentTest {
    private final SettableClock clock = new SettableClock();
    private Vertx vertx;
    private final ConcurrentLinkedQueue<Promise<Fetched<String>>> fetches =
            new ConcurrentLinkedQueue<>();
    private final CachedDocument<String> document =
            new CachedDocument<>(this::fetch, patience(), clock);

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void aHundredCallersOnManyEventLoopsCauseOneFetch(VertxTestContext context) {
        List<Future<String>> callers =
                IntStream.range(0, 100).mapToObj(_ -> onAnEventLoop()).toList();
        Future.all(callers)
                .onComplete(
                        context.succeeding(_ ->
                                context.verify(() -> {
                                    assertThat(callers)
                                            .allSatisfy(caller ->
                                                    assertThat(caller.result())
                                                            .isEqualTo("own:one"));
                                    assertThat(fetches).isEmpty();
                                    context.completeNow();
                                })));
        Future.all(entered()).await();
        succeed("one");
    }

    @Test
    void aFailureReachesEveryCallerAndIsNotKeptForEver() {
        Future<String> first = document.current();
        Future<String> second = document.current();
        fail("down");
        assertThat(first.cause()).hasMessage("down");
        assertThat(second.cause()).hasMessage("down");
        assertThat(document.current().cause()).hasMessage("down");

        clock.advance(Duration.ofSeconds(2));
        Future<String> later = document.current();
        succeed("up");

        assertThat(later.result()).isEqualTo("up");
    }

    @Test
    void aSourceThatThrowsDoesNotBlockTheNextTry() {
        CachedDocument<String> throwing =
                new CachedDocument<>(
                        () -> {
                            throw new IllegalStateException("thrown");
                        },
                        patience(),
                        clock);

        assertThat(throwing.current().cause()).hasMessage("thrown");
        clock.advance(Duration.ofSeconds(2));
        assertThat(throwing.current().cause()).hasMessage("thrown");
    }

    @Test
    void whoeverSawAnOlderDocumentGetsTheNewerWithoutAFetch() {
        Future<String> seen = document.current();
        succeed("old");
        Future<String> anew = document.newerThan(seen.result());
        succeed("new");

        assertThat(anew.result()).isEqualTo("new");
        assertThat(document.newerThan("old").result()).isEqualTo("new");
        assertThat(document.newerThan("new").result()).isEqualTo("new");
        assertThat(fetches).isEmpty();
    }

    @Test
    void aStaleDocumentServesWhileFetchingFails() {
        document.current();
        succeed("good");
        clock.advance(Duration.ofMinutes(10));
        Future<String> stale = document.current();
        fail("down");
        assertThat(stale.result()).isEqualTo("good");
        assertThat(document.current().result()).isEqualTo("good");

        clock.advance(Duration.ofHours(1));
        Future<String> tooStale = document.current();
        fail("still down");

        assertThat(catchThrowable(tooStale::await)).hasMessage("still down");
    }

    @Test
    void theDocumentIsKeptWhereANewerOneCannotBeHad() {
        document.current();
        succeed("good");
        Future<String> newer = document.newerThan("good");
        fail("down");

        assertThat(newer.cause()).hasMessage("down");
        assertThat(document.newerThan("good").cause()).hasMessage("down");
        assertThat(document.current().result()).isEqualTo("good");
        assertThat(fetches).isEmpty();
    }

    @Test
    void theSourceIsSparedLongerWithEachFailureUpToALimit() {
        for (Duration pause :
                List.of(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(4))) {
            document.current();
            fail("down");
            clock.advance(pause.minusMillis(1));
            assertThat(document.current().cause()).hasMessage("down");
            assertThat(fetches).as("within %s", pause).isEmpty();
            clock.advance(Duration.ofMillis(1));
        }

        document.current();
        succeed("up");
        clock.advance(Duration.ofMinutes(10));
        document.current();
        fail("down again");
        clock.advance(Duration.ofSeconds(1));
        document.current();

        assertThat(fetches).as("the first pause again").hasSize(1);
    }

    @Test
    void newerDocumentsAreFetchedInABurstAndThenOneInAPeriod() {
        CachedDocument<String> bursting =
                new CachedDocument<>(
                        this::fetch,
                        new RetryPolicy(
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                3,
                                Duration.ofSeconds(10)),
                        clock);
        bursting.current();
        succeed("0");

        assertThat(newer(bursting, 10)).isEqualTo(3);
        clock.advance(Duration.ofSeconds(9));
        assertThat(newer(bursting, 10)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(newer(bursting, 10)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(9));
        assertThat(newer(bursting, 10)).isEqualTo(3);
    }

    /** How many fetches so many callers cause, each of whom finds the document too old. */
    private int newer(CachedDocument<String> bursting, int callers) {
        int caused = 0;
        for (int caller = 0; caller < callers; caller++) {
            bursting.newerThan(String.valueOf(bursting.known()));
            if (!fetches.isEmpty()) {
                caused++;
                succeed("newer than " + bursting.known());
            }
        }
        return caused;
    }

    private Future<String> onAnEventLoop() {
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        Promise<String> answered = Promise.promise();
        context.runOnContext(_ ->
                document.current()
                        .onSuccess(text -> answered.complete(owner(context) + ":" + text)));
        return answered.future();
    }

    private static String owner(Context context) {
        return context.equals(Vertx.currentContext()) ? "own" : "foreign";
    }

    /** One task on each event loop, behind those that were there. */
    private List<Future<Void>> entered() {
        return IntStream.range(0, 2 * Runtime.getRuntime().availableProcessors())
                .mapToObj(_ -> {
                    Promise<Void> done = Promise.promise();
                    ((VertxInternal) vertx)
                            .createEventLoopContext()
                            .runOnContext(_ -> done.complete());
                    return done.future();
                })
                .toList();
    }

    private Future<Fetched<String>> fetch() {
        Promise<Fetched<String>> promise = Promise.promise();
        fetches.add(promise);
        return promise.future();
    }

    private void succeed(String text) {
        fetches.remove().complete(new Fetched<>(text, Duration.ofMinutes(10)));
    }

    private void fail(String message) {
        fetches.remove().fail(new IllegalStateException(message));
    }

    private static RetryPolicy patience() {
        return new RetryPolicy(
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                1,
                Duration.ofMinutes(1));
    }
}
