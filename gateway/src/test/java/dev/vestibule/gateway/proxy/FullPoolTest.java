package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.upstream.PoolLimits;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool with one place, and requests that wait for it. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class FullPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch secondCame = new CountDownLatch(1);
    private final CountDownLatch othersWait = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aRequestWhoseKeptConnectionIsResetWaitsForAPlaceLikeEveryOther(Vertx vertx)
            throws Exception {
        try (RawUpstream upstream = RawUpstream.start(this::talk);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            TestGateway gateway =
                    TestGateway.start(vertx, new PoolLimits(1, 1, 1, 8, LONG, LONG))
                            .with(TestApps.wiki(upstream.port()));
            ask(gateway);
            Future<String> stale = clients.submit(() -> ask(gateway));
            secondCame.await();
            Future<String> waiting = clients.submit(() -> ask(gateway));
            // Answers of the gateway itself: what was sent before them has been seen.
            for (int round = 0; round < 3; round++) {
                gateway.send("GET /.vestibule/whoami", "Host: localhost");
            }
            othersWait.countDown();

            assertThat(stale.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200");
            assertThat(waiting.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200");
        }
    }

    private static String ask(TestGateway gateway) throws IOException {
        return gateway.send("GET /public/a", "Host: localhost");
    }

    private void talk(RawUpstream.Connection connection) throws IOException, InterruptedException {
        for (String head = connection.request(); !head.isEmpty(); head = connection.request()) {
            if (asked.incrementAndGet() == 2) {
                secondCame.countDown();
                othersWait.await();
                connection.reset();
                return;
            }
            connection.send(RawUpstream.answer(head));
        }
    }
}
