package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** WebSockets pass the same gate, with the same headers, and end with the session. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class WebSocketTest {
    private static final String HANDSHAKE =
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    /** Kept: a client that nothing refers to is closed when the garbage collector finds it. */
    private WebSocketClient client;

    private final Promise<String> seen = Promise.promise();
    private EchoUpstream upstream;
    private TestGateway gateway;
    private String cookie = "";

    @BeforeEach
    void signIn(Vertx vertx) throws IOException {
        client = vertx.createWebSocketClient();
        upstream =
                EchoUpstream.start(
                        vertx,
                        request -> {
                            seen.tryComplete(request.headers().entries().toString());
                            request.toWebSocket().onSuccess(WebSocketTest::echo);
                        });
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.wiki(upstream.port()));
        cookie = gateway.login("ada", "staff");
    }

    @Test
    void messagesPassBothWays(VertxTestContext context) {
        WebSocket socket = open("/chat", cookie);
        socket.textMessageHandler(answer ->
                context.verify(() -> {
                    assertThat(answer).isEqualTo("x".repeat(50_000));
                    context.completeNow();
                }));

        socket.writeTextMessage("x".repeat(50_000));
    }

    @Test
    void theUpstreamLearnsWhoIsAskingAndNothingThatTheClientSays() {
        WebSocketConnectOptions options =
                options("/chat", cookie)
                        .addHeader("X_Forwarded_User", "evil")
                        .addHeader("Remote.User", "evil")
                        .addHeader("X-Forwarded-For", "evil");

        client.connect(options).await();

        assertThat(seen.future().await())
                .contains("X-Forwarded-User=ada", "X-Forwarded-For=127.0.0.1")
                .doesNotContain("evil", "__Host-vestibule");
    }

    @Test
    void withoutASessionTheUpstreamHearsNothing() throws IOException {
        String answer =
                gateway.send("GET /chat", "Host: localhost", HANDSHAKE, "Connection: Upgrade");

        assertThat(answer).startsWith("HTTP/1.1 401");
        assertThat(upstream.hits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost.evil.example", ""})
    void aPageOfAnotherOriginCannotOpenOne(String origin) throws IOException {
        String answer =
                gateway.send(
                        "GET /chat",
                        "Host: localhost",
                        HANDSHAKE,
                        "Connection: Upgrade",
                        "Cookie: " + cookie,
                        "Origin: " + origin);

        assertThat(answer).startsWith("HTTP/1.1 403");
        assertThat(upstream.hits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:PORT"})
    void theAppsOwnPageOpensOneAlsoWhenHostHasNoPort(String host) throws IOException {
        assertThat(handshake(host, "http://localhost:PORT")).startsWith("HTTP/1.1 101");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "https://localhost:PORT",
                "ws://localhost:PORT",
                "http://localhost:PORT/",
                "http://localhost:PORT.evil.example",
                "http://user@localhost:PORT"
            })
    void aPageOfAnotherPortOrSchemeIsOfAnotherOrigin(String origin) throws IOException {
        assertThat(handshake("localhost:PORT", origin)).startsWith("HTTP/1.1 403");
        assertThat(upstream.hits()).isZero();
    }

    /** The status line: an open WebSocket has no end to wait for. */
    private String handshake(String host, String origin) throws IOException {
        String request =
                String.join(
                        "\r\n",
                        "GET /public/chat HTTP/1.1",
                        "Host: " + host.replace("PORT", "" + gateway.port),
                        HANDSHAKE,
                        "Connection: Upgrade",
                        "Origin: " + origin.replace("PORT", "" + gateway.port),
                        "",
                        "");
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Reader answer =
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return String.valueOf(new BufferedReader(answer).readLine());
        }
    }

    @Test
    void itEndsWithTheSession(VertxTestContext context) {
        WebSocket socket = open("/chat", cookie);
        socket.closeHandler(_ ->
                context.verify(() -> {
                    assertThat(socket.isClosed()).isTrue();
                    context.completeNow();
                }));

        gateway.clock.advance(TestGateway.IDLE);
    }

    @Test
    void theClientsEndIsTheUpstreamsEnd(Vertx vertx, VertxTestContext context) {
        Checkpoint left = context.checkpoint();
        EchoUpstream watching =
                EchoUpstream.start(
                        vertx,
                        request ->
                                request.toWebSocket()
                                        .onSuccess(s -> s.closeHandler(_ -> left.flag())));
        TestGateway own = TestGateway.start(vertx).with(TestApps.wiki(watching.port()));

        client.connect(own.port, "localhost", "/public/chat").compose(WebSocket::close).await();
    }

    @Test
    void anUpstreamThatRefusesIsHeard(Vertx vertx) throws IOException {
        EchoUpstream refusing =
                EchoUpstream.start(
                        vertx, request -> request.response().setStatusCode(418).end("no"));
        TestGateway own = TestGateway.start(vertx).with(TestApps.wiki(refusing.port()));

        String answer =
                own.send("GET /public/chat", "Host: localhost", HANDSHAKE, "Connection: Upgrade");

        assertThat(answer).startsWith("HTTP/1.1 418").contains("no");
    }

    private WebSocket open(String path, String session) {
        return client.connect(options(path, session)).await();
    }

    private WebSocketConnectOptions options(String path, String session) {
        return new WebSocketConnectOptions()
                .setHost("localhost")
                .setPort(gateway.port)
                .setURI(path)
                .addHeader("Cookie", session)
                .addHeader("Origin", "http://localhost:" + gateway.port);
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }
}
