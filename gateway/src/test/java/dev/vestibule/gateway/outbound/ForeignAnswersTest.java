package dev.vestibule.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A provider that frames its answers wrongly, called for two people at once, again and again. The
 * framings are tried beside each other: each has a provider and a client of its own, and most of
 * the time is spent waiting for an answer that never ends.
 */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ForeignAnswersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String EVIL = OK + "Content-Length: 4\r\n\r\nevil";

    private Vertx vertx;
    private BoundedHttp http;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        http = new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(2), 1_000));
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyGetsAnotherOnesAnswer(Framing framing) {
        String provider = serve(framing);
        for (int round = 0; round < 5; round++) {
            List<Future<HttpAnswer>> calls = new ArrayList<>();
            for (int person = 0; person < 2; person++) {
                calls.add(get(provider + "/odd/" + person));
                calls.add(get(provider + "/plain/" + person));
            }
            Future.join(calls).otherwiseEmpty().await();

            assertThat(texts(calls)).isSubsetOf("/odd/0", "/odd/1", "/plain/0", "/plain/1", "none");
            assertOwn(calls.get(0), "/odd/0", framing.answered);
            assertOwn(calls.get(1), "/plain/0", true);
            assertOwn(calls.get(2), "/odd/1", framing.answered);
            assertOwn(calls.get(3), "/plain/1", true);
        }
    }

    private static void assertOwn(Future<HttpAnswer> call, String path, boolean answered) {
        if (answered) {
            assertThat(call.result().body().toString()).isEqualTo(path);
        } else {
            assertThat(call.cause()).isInstanceOf(OutboundFailure.class);
        }
    }

    private static List<String> texts(List<Future<HttpAnswer>> calls) {
        return calls.stream()
                .map(call -> call.failed() ? "none" : call.result().body().toString())
                .toList();
    }

    private Future<HttpAnswer> get(String address) {
        return http.send(new BoundedHttp.Request("GET", URI.create(address), Map.of(), ""));
    }

    private String serve(Framing framing) {
        int port =
                vertx.createNetServer()
                        .connectHandler(socket -> read(socket, framing))
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
        return "http://127.0.0.1:" + port;
    }

    /** Keeps the connection open, whatever the client asks. */
    private void read(NetSocket socket, Framing framing) {
        Buffer seen = Buffer.buffer();
        socket.handler(bytes -> {
            seen.appendBuffer(bytes);
            String text = seen.toString();
            if (text.contains("\r\n\r\n")) {
                String path = text.split(" ", -1)[1];
                String own = OK + "Content-Length: " + path.length() + "\r\n\r\n" + path;
                if (path.startsWith("/odd")) {
                    socket.write(framing.bytes.replace("OWN", own).replace("PATH", path));
                    if (framing == Framing.SURPLUS_LATER) {
                        vertx.setTimer(5, _ -> socket.write(EVIL));
                    }
                    if (framing == Framing.CLOSE_IN_THE_MIDDLE) {
                        socket.close();
                    }
                } else {
                    socket.write(own);
                }
            }
        });
    }

    enum Framing {
        INTERIM_100("HTTP/1.1 100 Continue\r\n\r\nOWN", true),
        INTERIM_102("HTTP/1.1 102 Processing\r\nContent-Length: 4\r\n\r\nOWN", true),
        INTERIM_103("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nOWN", true),
        INTERIM_104("HTTP/1.1 104 Upload\r\n\r\nOWN", true),
        INTERIM_199("HTTP/1.1 199 Odd\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nOWN", true),
        INTERIM_ONLY("HTTP/1.1 102 Processing\r\n\r\n", false),
        SWITCHING("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nOWN", false),
        SURPLUS_AT_ONCE("OWNsurplus", true),
        SURPLUS_LATER("OWN", true),
        TWO_ANSWERS("OWN" + EVIL, true),
        LONG_LENGTH(OK + "Content-Length: 400\r\n\r\nPATH", false),
        TWO_LENGTHS(OK + "Content-Length: 6\r\nContent-Length: 5\r\n\r\nPATH", false),
        NO_LENGTH_AT_ALL(OK + "\r\nPATH", false),
        BAD_CHUNK(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nPATH\r\n0\r\n\r\n", false),
        CLOSE_IN_THE_MIDDLE(OK + "Content-Length: 400\r\n\r\nPATH", false),
        NO_ANSWER("\r\n\r\nodd\r\n\r\n", false);

        private final String bytes;
        private final boolean answered;

        Framing(String bytes, boolean answered) {
            this.bytes = bytes;
            this.answered = answered;
        }
    }
}
