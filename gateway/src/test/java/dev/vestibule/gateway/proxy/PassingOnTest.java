package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What passes between a client and an upstream, and when. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
final class PassingOnTest {
    private static final String HOSTILE =
            "X_Forwarded.User: evil\r\nremote-user: evil\r\nAuthorization: evil\r\nHost: evil\r\n"
                    + "Content-Length: 66\r\nTransfer-Encoding: evil\r\nCookie: evil\r\n"
                    + "Connection: evil\r\nX-Vestibule-Assertion: evil\r\nTe: evil\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String HANDSHAKE =
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private TestGateway gateway;
    private final CountDownLatch seen = new CountDownLatch(1);

    @BeforeEach
    void start(Vertx vertx) {
        gateway = TestGateway.start(vertx);
    }

    @AfterEach
    void stop() {
        seen.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding: chunked,'5\r\ndata!\r\n0\r\n\r\n'",
        "Content-Length: 5,data!",
        "Connection: close,data!"
    })
    void theHeadOfAnAnswerReachesTheClientBeforeItsBodyBegins(String framing, String body)
            throws Exception {
        upstream(connection -> {
            connection.head();
            connection.send(OK + "X-Early: yes\r\n" + framing + "\r\n\r\n");
            seen.await();
            connection.send(body);
        });
        try (RawConnection client = client("GET /public/a HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith(OK).contains("X-Early: yes");
            seen.countDown();
            assertThat(client.readUntil("data!")).endsWith("data!");
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 5,data!", "Transfer-Encoding: chunked,'5\r\ndata!\r\n0\r\n\r\n'"})
    void theHeadOfARequestReachesTheUpstreamBeforeItsBodyBegins(String framing, String body)
            throws Exception {
        upstream(connection -> {
            String head = connection.head();
            seen.countDown();
            readUntil(connection, "data!");
            connection.send(RawUpstream.answer(head));
        });
        try (RawConnection client =
                client("POST /public/a HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n")) {
            seen.await();
            client.send(body);
            assertThat(client.readUntil("for nobody /public/a")).startsWith(OK);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, 3",
        "HEAD, 200, 3",
        "POST, 502, 2",
        "PUT, 502, 2",
        "PATCH, 502, 2",
        "DELETE, 502, 2",
        "OPTIONS, 502, 2"
    })
    void whenAKeptConnectionIsResetOnlyAReadIsAskedOnceMore(String method, int status, int requests)
            throws Exception {
        AtomicInteger asked = new AtomicInteger();
        upstream(connection -> {
            for (String head = connection.request(); !head.isEmpty(); head = connection.request()) {
                if (asked.incrementAndGet() == 2) {
                    connection.reset();
                    return;
                }
                String answer = RawUpstream.answer(head);
                int body = answer.indexOf("\r\n\r\n") + 4;
                connection.send(head.startsWith("HEAD") ? answer.substring(0, body) : answer);
            }
        });
        gateway.send("GET /public/a", "Host: localhost");

        String length = method.startsWith("P") ? "Content-Length: 0" : "X-Length: none";
        String answer = gateway.send(method + " /public/a", "Host: localhost", length);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(asked).hasValue(requests);
    }

    @Test
    void trailersOfAnAnswerReachTheClientWithoutThoseThatFrameOrSignIn() throws Exception {
        upstream(connection -> {
            connection.head();
            connection.send(
                    OK
                            + "Trailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ndata!\r\n0\r\n"
                            + "X-Sum: 42\r\nContent-Length: 3\r\nSet-Cookie: a=b\r\n\r\n");
        });

        String answer = gateway.send("GET /public/a", "Host: localhost");

        assertThat(answer)
                .endsWith("\r\ndata!\r\n0\r\nX-Sum: 42\r\n\r\n")
                .doesNotContainIgnoringCase("content-length")
                .doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void trailersOfARequestReachTheUpstreamWithoutThoseThatFrameOrSpeakForAUser() throws Exception {
        upstream(connection -> {
            for (int request = 0; request < 2; request++) {
                connection.head();
                String sent = readUntil(connection, "\r\n\r\n");
                connection.send(OK + "Content-Length: %d\r\n\r\n%s".formatted(sent.length(), sent));
            }
        });
        String head =
                "POST /public/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n";

        try (RawConnection client =
                client(head + "Trailer: X-Sum\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\n" + HOSTILE)) {
            assertThat(client.readUntil("42\r\n\r\n"))
                    .endsWith("\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\n\r\n")
                    .doesNotContain("evil");
            client.send(head + "Connection: close\r\n\r\n2\r\nyo\r\n0\r\n\r\n");
            assertThat(client.readUntil("yo\r\n0\r\n\r\n")).doesNotContain("42");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void anInterimAnswerBeforeAWebSocketIsLeftOut(int status) throws Exception {
        upstream(connection -> {
            connection.head();
            connection.send("HTTP/1.1 " + status + " Interim\r\nX-Interim: 1\r\n\r\n");
            connection.send(
                    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\nhello");
            readUntil(connection, "ping");
            connection.send("pong");
        });
        String handshake = "GET /public/chat HTTP/1.1\r\nHost: localhost\r\n" + HANDSHAKE + "\r\n";
        try (RawConnection client = client(handshake)) {
            assertThat(client.readUntil("hello"))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("x-interim");
            client.send("ping");
            assertThat(client.readUntil("pong")).isEqualTo("pong");
        }
    }

    private void upstream(RawUpstream.Conversation conversation) throws IOException {
        gateway.with(TestApps.wiki(RawUpstream.start(conversation).port()));
    }

    private RawConnection client(String begin) throws IOException {
        return new RawConnection(gateway.port).send(begin);
    }

    private static String readUntil(RawUpstream.Connection connection, String end)
            throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = connection.read();
            if (next < 0) {
                throw new IOException("closed behind " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
