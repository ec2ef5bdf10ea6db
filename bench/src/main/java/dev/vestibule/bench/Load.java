package dev.vestibule.bench;

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
    private final HttpClient http;
    private final URI app;

    /**
     * @param done logins that reached the application
     * @param failures what went wrong, and how often
     */
    record Result(int done, Duration took, Map<String, Integer> failures) {
        double perSecond() {
            return done / (took.toNanos() / 1e9);
        }
    }

    Load(Vertx vertx, URI app) {
        this.vertx = vertx;
        this.app = app;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setKeepAlive(true),
                        new PoolOptions().setHttp1MaxSize(AT_ONCE));
    }

    /** Signs in the users from the first number to before the last, each once. */
    Result run(int first, int last) throws InterruptedException {
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger(first);
        AtomicInteger done = new AtomicInteger();
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        CountDownLatch idle = new CountDownLatch(AT_ONCE);
        Worker worker = new Worker(next, last, begun + LONGEST.toNanos(), done, failures, idle);
        for (int one = 0; one < AT_ONCE; one++) {
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
        new LoginLine(http, "person-" + person)
                .run(app)
                .onSuccess(_ -> worker.done().incrementAndGet())
                .onFailure(failure ->
                        worker.failures()
                                .merge(String.valueOf(failure.getMessage()), 1, Integer::sum))
                .onComplete(_ -> go(worker));
    }
}
