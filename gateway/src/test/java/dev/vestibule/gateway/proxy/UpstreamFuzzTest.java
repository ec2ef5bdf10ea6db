package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.upstream.PoolLimits;

import io.vertx.core.Vertx;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ada's request gets a random answer. Bob asks for his page at the same time and afterwards. The
 * pool is so small that one leaked place is noticed.
 */
final class UpstreamFuzzTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final PoolLimits SMALL = new PoolLimits(2, 1, 1, 0, Duration.ofSeconds(5), KEPT);
    private static final int HANG_MILLIS = 20_000;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Attack> attack = new AtomicReference<>();
    private final TestGateway gateway =
            TestGateway.start(vertx.exceptionHandler(faults::add), SMALL);
    private final RawUpstream upstream = RawUpstream.start(this::talk);
    private String ada = "";
    private String bob = "";

    UpstreamFuzzTest() throws IOException {}

    /** One answer on its way. */
    private record Attack(
            RandomAnswer answer,
            CountDownLatch begun,
            CountDownLatch over,
            ReentrantLock writing) {}

    @BeforeProperty
    void signIn() throws IOException {
        gateway.with(TestApps.wiki(upstream.port()));
        ada = gateway.login("ada", "staff");
        bob = gateway.login("bob", "staff");
    }

    @AfterProperty
    void noConnectionIsLeft() {
        try {
            assertThat(upstream.awaitOpen(0)).isTrue();
        } finally {
            upstream.close();
            vertx.close().await();
        }
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void noAnswerIsAFaultOrTouchesAnotherUser(
            @ForAll("answers") RandomAnswer answer, @ForAll("methods") String method)
            throws Exception {
        attack.set(
                new Attack(
                        answer, new CountDownLatch(1), new CountDownLatch(1), new ReentrantLock()));
        Attack current = attack.get();
        CompletableFuture<String> beside =
                CompletableFuture.supplyAsync(() -> ask("GET", "/beside", bob));
        current.begun().await();

        String answered = ask(method, "/ada", ada);
        current.writing().lock();
        current.over().countDown();
        current.writing().unlock();

        assertThat(beside.get()).endsWith("\r\n\r\nfor bob /beside");
        assertThat(ask("GET", "/bob", bob)).endsWith("\r\n\r\nfor bob /bob");
        assertThat(answered).matches("(?s)|HTTP/1\\.1 [2-9]\\d\\d .*").doesNotContain("for bob");
        assertThat(faults).isEmpty();
        assertThat(failures("internal") + failures("overloaded")).isZero();
    }

    @Provide
    Arbitrary<RandomAnswer> answers() {
        return RandomAnswer.all();
    }

    @Provide
    Arbitrary<String> methods() {
        return net.jqwik.api.Arbitraries.of("GET", "GET", "HEAD", "POST");
    }

    private double failures(String kind) {
        return gateway.meters.counter("vestibule.failures", "kind", kind).count();
    }

    private void talk(RawUpstream.Connection connection) throws IOException, InterruptedException {
        connection.patience(Duration.ofMillis(HANG_MILLIS));
        for (String head = connection.request(); !head.isEmpty(); head = connection.request()) {
            Attack current = attack.get();
            switch (RawUpstream.path(head)) {
                case "/ada" -> {
                    write(connection, current);
                    if (current.answer().ending() != RandomAnswer.Ending.WAIT) {
                        return;
                    }
                    connection.patience(PATIENCE);
                }
                case "/beside" -> {
                    current.begun().countDown();
                    current.over().await();
                    connection.send(RawUpstream.answer(head));
                }
                default -> connection.send(RawUpstream.answer(head));
            }
        }
    }

    private static void write(RawUpstream.Connection connection, Attack current)
            throws IOException {
        current.writing().lock();
        try {
            for (String piece : current.answer().pieces()) {
                connection.send(piece);
            }
            if (current.answer().ending() == RandomAnswer.Ending.RESET) {
                connection.reset();
            }
        } finally {
            current.writing().unlock();
        }
    }

    /** What is read until the gateway closes or resets; a gateway that hangs is a failure. */
    private String ask(String method, String path, String cookie) {
        String body = method.equals("POST") ? "Content-Length: 3\r\n\r\nabc" : "\r\n";
        String request =
                "%s %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nConnection: close\r\n%s"
                        .formatted(method, path, cookie, body);
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            in.transferTo(read);
        } catch (SocketException reset) {
            read.flush();
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}
