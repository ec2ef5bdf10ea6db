package dev.vestibule.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Many simultaneous requests, bounded in number and time. */
final class Flood {
    private static final int AT_ONCE = 64;
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final Vertx vertx;
    private final HttpClient http;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    /** What the flood got, by status, and how long it took. */
    record Result(Map<String, Integer> answers, Duration took) {}

    Flood(Vertx vertx) {
        this.vertx = vertx;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setMaxHeaderSize(32_768),
                        new PoolOptions().setHttp1MaxSize(AT_ONCE));
    }

    /**
     * Sends the requests.
     *
     * @param request the one with this number
     */
    Result run(int requests, IntFunction<RequestOptions> request) throws InterruptedException {
        answers.clear();
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        CountDownLatch idle = new CountDownLatch(AT_ONCE);
        for (int one = 0; one < AT_ONCE; one++) {
            vertx.runOnContext(
                    _ -> go(new Source(request, next, requests, begun + LONGEST.toNanos()), idle));
        }
        idle.await();
        return new Result(new TreeMap<>(answers), Duration.ofNanos(System.nanoTime() - begun));
    }

    private record Source(
            IntFunction<RequestOptions> request, AtomicInteger next, int last, long deadline) {}

    private void go(Source source, CountDownLatch idle) {
        int number = source.next().getAndIncrement();
        if (number >= source.last() || System.nanoTime() > source.deadline()) {
            idle.countDown();
            return;
        }
        http.request(source.request().apply(number))
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.end().map(Integer.toString(answer.statusCode())))
                .otherwise("none")
                .onSuccess(status -> answers.merge(status, 1, Integer::sum))
                .onComplete(_ -> go(source, idle));
    }
}
