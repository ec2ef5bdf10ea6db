package dev.vestibule.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.Eventually;
import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ClientConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(900), Duration.ofMillis(400));

    private Vertx vertx;
    private final List<WatchedServer> servers = new ArrayList<>();

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
    }

    @AfterEach
    void stop() {
        servers.forEach(WatchedServer::close);
    }

    @Test
    void aHeadThatComesTooSlowlyIsToldSo() throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);
        try (RawConnection client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 408").contains("Connection: close");
        }
        assertThat(server.refused(Refusal.SLOW_HEAD)).isEqualTo(1);
    }

    @Test
    void aSlowHeadOnAKeptConnectionIsNoBetter() throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);
        try (RawConnection client = server.connect()) {
            assertThat(client.send(GET).read()).startsWith("HTTP/1.1 200");

            client.send("GET /second HTTP/1.1\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aConnectionThatSaysNothingEndsWithoutAWord() throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);
        try (RawConnection client = server.connect()) {
            assertThat(client.readAll()).isEmpty();
        }
        try (RawConnection client = server.connect()) {
            client.send(GET).read();

            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void aBodyBelowTheMinimumRateIsToldSo() throws IOException {
        WatchedServer server =
                server(request -> {
                    ClientConnections.allow(request, SHORT);
                    request.endHandler(_ -> echo(request)).resume();
                });
        try (RawConnection client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx");

            assertThat(client.readAll()).startsWith("HTTP/1.1 408");
        }
        assertThat(server.refused(Refusal.SLOW_BODY)).isEqualTo(1);
    }

    @Test
    void aBodyThatTheGatewayDoesNotReadIsNotSlow() throws IOException {
        WatchedServer server =
                server(request -> {
                    ClientConnections.allow(
                            request, new Patience(Duration.ofSeconds(20), Duration.ofMillis(200)));
                    request.pause();
                    request.endHandler(_ -> echo(request));
                    vertx.setTimer(1200, _ -> request.resume());
                });
        String body = "x".repeat(2_000_000);
        try (RawConnection client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n");
            client.send(body);

            assertThat(client.read()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void anAnswerThatNobodyReadsIsGivenUp() throws IOException {
        List<Throwable> ends = new ArrayList<>();
        WatchedServer server =
                server(request -> {
                    ClientConnections.allow(request, SHORT);
                    request.response().exceptionHandler(ends::add);
                    request.response().end("x".repeat(30_000_000));
                });
        try (RawConnection client = server.connect()) {
            client.send(GET);

            Eventually.until(vertx, () -> server.refused(Refusal.STALLED) == 1);
        }
        Eventually.until(vertx, () -> server.admission.connections() == 0);
    }

    @Test
    void aStreamWithoutAByteInEitherDirectionEnds() throws IOException {
        WatchedServer server =
                server(request -> {
                    ClientConnections.allow(request, SHORT);
                    request.response().setChunked(true).write("first");
                });
        try (RawConnection client = server.connect()) {
            client.send(GET);

            assertThat(client.readAll()).contains("first");
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrderOneAtATime() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        WatchedServer server =
                server(request -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    vertx.runOnContext(_ -> {
                        now.decrementAndGet();
                        echo(request);
                    });
                });
        StringBuilder all = new StringBuilder();
        for (int each = 0; each < 2000; each++) {
            all.append("GET /%d HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(each));
        }
        all.append("GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        try (RawConnection client = server.connect()) {
            String answers = client.send(all.toString()).readAll();

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(2002);
            assertThat(answers.indexOf("/1999")).isLessThan(answers.indexOf("/last"));
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void moreThanAHundredFieldsAreTooMany() throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);
        String fields = "a: b\r\n".repeat(99);

        assertThat(once(server, "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(once(server, "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "a: b\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": v",
                "a b: v",
                "a\u0000: v",
                "\u00e9: v",
                "a: b\u0000c",
                "a: \u0007",
                "a: \u007f",
                "a(: v",
                "no colon"
            })
    void aFieldThatIsNoneIsMalformed(String field) throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);

        assertThat(once(server, "GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n"})
    void aFieldOfSeveralLinesIsMalformed(String before) throws IOException {
        WatchedServer server = server(ClientConnectionTest::echo);
        String head = before + "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n";

        assertThat(once(server, head + " c\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(once(server, head + "\tc\r\n\r\n")).startsWith("HTTP/1.1 400");
        try (RawConnection client = server.connect()) {
            assertThat(client.send(head).send(" c\r\n\r\n").read()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aClientThatReadsNothingIsAnsweredNoFurther() throws IOException {
        AtomicInteger served = new AtomicInteger();
        WatchedServer server =
                server(request -> {
                    served.incrementAndGet();
                    ClientConnections.allow(request, SHORT);
                    request.response().end("x".repeat(10_000));
                });
        try (RawConnection client = server.connect()) {
            client.send(GET.repeat(10_000));

            Eventually.until(
                    vertx,
                    () ->
                            server.refused(Refusal.STALLED) > 0
                                    || server.admission.connections() == 0);
        }
        assertThat(served).hasValueLessThan(5000);
    }

    @Test
    void trailersAndPiecesOfOneByteAreTakenAsTheyAre() throws IOException {
        AtomicInteger pieces = new AtomicInteger();
        StringBuilder came = new StringBuilder();
        WatchedServer server =
                server(request -> {
                    request.handler(piece -> {
                        pieces.incrementAndGet();
                        came.append(piece);
                    });
                    request.endHandler(_ -> echo(request));
                });
        String chunks = "1\r\nx\r\n".repeat(3000);
        String trailers = "t: 1\r\n".repeat(1000);

        assertThat(
                        once(
                                server,
                                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + chunks
                                        + "0\r\n"
                                        + trailers
                                        + "\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(came).hasToString("x".repeat(3000));
        assertThat(pieces).hasValueLessThan(100);
    }

    private static String once(WatchedServer server, String request) throws IOException {
        try (RawConnection client = server.connect()) {
            return client.send(request).read();
        }
    }

    private WatchedServer server(io.vertx.core.Handler<HttpServerRequest> handler) {
        WatchedServer server = WatchedServer.start(vertx, handler);
        servers.add(server);
        return server;
    }

    private static void echo(HttpServerRequest request) {
        request.response().end(request.uri());
    }
}
