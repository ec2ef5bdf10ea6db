package dev.vestibule.gateway.inbound;

import static dev.vestibule.gateway.testing.RawHttp2.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.Eventually;
import dev.vestibule.gateway.testing.RawHttp2;
import dev.vestibule.gateway.testing.TestCertificate;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What clients of HTTP/2 cost that follow no rule of it. */
@Timeout(180)
@ExtendWith(VertxExtension.class)
final class ClientStreamsTest {
    /** More than the buffers of both kernels hold. */
    private static final int FLOOD = 5_000_000;

    private static final int PIECE = 16 * 1024;
    private static final int[] NO_WINDOW = {0, 4, 0, 0, 0, 0};
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(120), Duration.ofSeconds(1));

    private static TestCertificate certificate;

    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private WatchedServer server;
    private Vertx vertx;

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.make(folder, "localhost");
    }

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        this.vertx = vertx;
        server = WatchedServer.startTls(vertx, certificate, this::handle);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void handle(HttpServerRequest request) {
        arrived.incrementAndGet();
        request.response().closeHandler(_ -> ended.incrementAndGet());
        switch (String.valueOf(request.path())) {
            case "/endless" -> {
                ClientConnections.allow(request, SHORT);
                request.response().setChunked(true);
                write(request);
            }
            case "/waits" -> ClientConnections.allow(request, SHORT);
            case "/count" -> request.body().onSuccess(_ -> request.response().end("all of it"));
            default -> request.response().end("hello");
        }
    }

    /** As much as the client takes. */
    private void write(HttpServerRequest request) {
        var response = request.response();
        while (!response.writeQueueFull() && !response.closed()) {
            response.write(Buffer.buffer(new byte[PIECE]));
            written.addAndGet(PIECE);
        }
        response.drainHandler(_ -> write(request));
    }

    private RawHttp2 connect(int... settings) throws Exception {
        return new RawHttp2(server.port).begin(settings);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreStreamsAtOnceThanAllowedAreRefusedWhetherOrNotTheClientHasReadTheLimit(boolean read)
            throws Exception {
        try (RawHttp2 client = connect()) {
            if (read) {
                client.next(RawHttp2.SETTINGS);
                client.send(RawHttp2.SETTINGS, 1, 0);
            }
            for (int at = 0; at < ClientStreams.MOST + 50; at++) {
                client.send(RawHttp2.HEADERS, RawHttp2.HEAD, 2 * at + 1, head(3, "/count"));
            }
            client.flush();

            for (int at = 0; at < 50; at++) {
                var reset = client.next(RawHttp2.RESET);
                assertThat(reset.code()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
            }
            Eventually.until(vertx, () -> arrived.get() == ClientStreams.MOST);
            client.send(RawHttp2.DATA, 1, 1, 'a');
            client.flush();
            assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
        }
    }

    @Test
    void resetsThatAClientForcesTheServerToSendAreBounded() throws Exception {
        try (RawHttp2 client = connect()) {
            try {
                for (int at = 0; at < 2_000; at++) {
                    client.send(RawHttp2.HEADERS, RawHttp2.HEAD, 2 * at + 1, head(3, "/count"));
                    client.send(RawHttp2.WINDOW_UPDATE, 0, 2 * at + 1, 0, 0, 0, 0);
                    client.flush();
                }
            } catch (IOException ended) {
                // As it should be.
            }

            assertThat(client.endedByServer()).isTrue();
        }
        assertThat(arrived).hasValueLessThan(500);
        noneIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {RawHttp2.PING, RawHttp2.SETTINGS})
    void answersToControlFramesThatAreNotReadEndTheConnection(int type) throws Exception {
        try (RawHttp2 client = connect()) {
            int[] payload = new int[type == RawHttp2.PING ? 8 : 0];
            try {
                for (int at = 0; at < FLOOD; at++) {
                    client.send(type, 0, 0, payload);
                }
            } catch (IOException ended) {
                // As it should be.
            }

            assertThat(client.gaveUp()).isFalse();
            assertThat(client.endedByServer()).isTrue();
        }
        noneIsLeft();
    }

    @Test
    void emptyFramesOfABodyEndTheConnection() throws Exception {
        try (RawHttp2 client = connect()) {
            client.send(RawHttp2.HEADERS, RawHttp2.HEAD, 1, head(3, "/count"));
            for (int at = 0; at < 1_000; at++) {
                client.send(RawHttp2.DATA, 0, 1);
            }
            client.flush();

            assertThat(client.endedByServer()).isTrue();
        }
        noneIsLeft();
    }

    @Test
    void aReaderWithoutAWindowHoldsLittleAndIsResetByADeadline() throws Exception {
        int streams = 20;
        try (RawHttp2 client = connect(NO_WINDOW)) {
            for (int at = 0; at < streams; at++) {
                client.send(RawHttp2.HEADERS, RawHttp2.REQUEST, 2 * at + 1, head(2, "/endless"));
            }
            int other = 2 * streams + 1;
            client.send(RawHttp2.HEADERS, RawHttp2.REQUEST, other, head(2, "/hello"));
            client.flush();

            boolean answered = false;
            int resets = 0;
            while (resets < streams || !answered) {
                RawHttp2.Frame frame = Objects.requireNonNull(client.next());
                resets += frame.type() == RawHttp2.RESET ? 1 : 0;
                answered |= frame.type() == RawHttp2.HEADERS && frame.stream() == other;
            }
        }
        assertThat(written).hasValueLessThan(streams * 25L * PIECE);
        assertThat(server.refused(Refusal.STALLED)).isEqualTo(streams);
        Eventually.until(vertx, () -> ended.get() >= streams);
        noneIsLeft();
    }

    @Test
    void aBodyThatDoesNotComeEndsItsStream() throws Exception {
        try (RawHttp2 client = connect()) {
            client.send(RawHttp2.HEADERS, RawHttp2.HEAD, 1, head(3, "/waits"));
            client.flush();

            assertThat(client.next(RawHttp2.RESET)).isNotNull();
        }
        assertThat(server.refused(Refusal.SLOW_BODY)).isEqualTo(1);
    }

    @Test
    void aConnectionWithoutAStreamEndsWhateverElseItSends() throws Exception {
        try (RawHttp2 client = connect()) {
            client.send(RawHttp2.HEADERS, RawHttp2.REQUEST, 1, head(2, "/hello"));
            client.flush();
            assertThat(client.next(RawHttp2.HEADERS)).isNotNull();
            try {
                do {
                    client.send(RawHttp2.PING, 0, 0, new int[8]);
                    client.flush();
                } while (client.next() != null);
            } catch (IOException ended) {
                // As it should be.
            }

            assertThat(client.gaveUp()).isFalse();
        }
        noneIsLeft();
    }

    @Test
    void aClientThatSaysNothingOrHalfAFrameEnds() throws Exception {
        try (RawHttp2 silent = new RawHttp2(server.port);
                RawHttp2 half = connect()) {
            half.send(RawHttp2.HEADERS, 0, 1, 0x82);
            half.flush();

            assertThat(silent.endedByServer()).isTrue();
            assertThat(half.endedByServer()).isTrue();
        }
        assertThat(arrived).hasValue(0);
        noneIsLeft();
    }

    private void noneIsLeft() {
        Eventually.until(vertx, () -> server.admission.connections() == 0);
    }
}
