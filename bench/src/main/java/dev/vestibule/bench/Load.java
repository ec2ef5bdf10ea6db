package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Many users who sign in at the same time, bounded in number and time. */
final class Load {
    private static final int AT_ONCE = 32;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final int atOnce;
    private final HttpClient http;
    private final Line line;

    /** What one user does. */
    interface Line {
        Future<Void> run(HttpClient http, int person);
    }

    /**
     * @param done logins that reached the application
     * @param failures what went wrong, and how often
     */
    record Result(int done, Duration took, Map<String, Integer> failures) {
        double perSecond() {
            return done / (took.toNanos() / 1e9);
        }
    }

    /** Users of the identity provider. */
    Load(Vertx vertx, URI app) {
        this(vertx, AT_ONCE, (http, person) -> new LoginLine(http, "person-" + person).run(app));
    }

    /**
     * Users who do something else.
     *
     * @param atOnce how many of them at the same time
     */
    Load(Vertx vertx, int atOnce, Line line) {
        this.vertx = vertx;
        this.atOnce = atOnce;
        this.line = line;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setKeepAlive(true),
                        new PoolOptions().setHttp1MaxSize(atOnce));
    }

    /** Signs in the users from the first number to before the last, each once. */
    Result run(int first, int last) throws InterruptedException {
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger(first);
        AtomicInteger done = new AtomicInteger();
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        CountDownLatch idle = new CountDownLatch(atOnce);
        Worker worker = new Worker(next, last, begun + LONGEST.toNanos(), done, failures, idle);
        for (int one = 0; one < atOnce; one++) {
            vertx.runOnContext(_ -> go(worker));
        }
        idle.await();
        return new Result(
                done.get(), Duration.ofNanos(System.nanoTime() - begun), Map.copyOf(failures));
    }

    private record Worker(
            AtomicInteger next,
            int last,
            long deadline,
            AtomicInteger done,
            Map<String, Integer> failures,
            CountDownLatch idle) {}

    private void go(Worker worker) {
        int person = worker.next().getAndIncrement();
        if (person >= worker.last() || System.nanoTime() > worker.deadline()) {
            worker.idle().countDown();
            return;
        }
        line.run(http, person)
                .onSuccess(_ -> worker.done().incrementAndGet())
                .onFailure(failure ->
                        worker.failures()
                                .merge(String.valueOf(failure.getMessage()), 1, Integer::sum))
                .onComplete(_ -> go(worker));
    }
}
