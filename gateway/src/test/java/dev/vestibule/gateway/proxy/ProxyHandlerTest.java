package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Bodies, breaks and delays between a client and an upstream. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ProxyHandlerTest {
    private static final String HOST = "Host: localhost";
    private static final String EXPECTING =
            "PUT /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";

    private Vertx vertx;
    private HttpClient client;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        client = vertx.createHttpClient();
    }

    @Test
    void twentyMegabytesPassBothWaysUnchanged() throws Exception {
        byte[] body = new byte[20_000_000];
        new Random(1).nextBytes(body);
        TestGateway gateway = gateway(request -> request.response().setChunked(true).send(request));

        Buffer back = post(gateway, Buffer.buffer(body));

        assertThat(sha256(back.getBytes())).isEqualTo(sha256(body));
    }

    @Test
    void anIdentityThatNoHeaderCanCarryCostsNoConnection() throws IOException {
        TestGateway gateway = gateway(request -> request.response().end("here"));
        String cookie = gateway.login("u".repeat(4000), "staff");
        for (int request = 0; request < 70; request++) {
            assertThat(gateway.send("GET /a", HOST, "Cookie: " + cookie))
                    .startsWith("HTTP/1.1 403");
        }

        String next = gateway.send("GET /public/a", HOST);

        assertThat(next).endsWith("here");
    }

    @Test
    void aLengthIsKeptAndABodyOfUnknownLengthIsChunked() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .end(
                                        request.getHeader("Content-Length")
                                                + " "
                                                + request.getHeader("Transfer-Encoding")));

        String known = gateway.send("POST /public/a", HOST, "Content-Length: 0");
        String chunked =
                RawClient.send(
                        gateway.port,
                        "POST /public/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                                + "Connection: close\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n");

        assertThat(known).endsWith("0 null");
        assertThat(chunked).endsWith("null chunked");
    }

    @Test
    void aSlowReaderHoldsTheUpstreamBack() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        TestGateway gateway =
                gateway(request -> {
                    request.response().setChunked(true);
                    fill(request, 1024, sent);
                });

        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.getOutputStream()
                    .write(
                            "GET /public/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(sent.await(2, TimeUnit.SECONDS)).isFalse();
            long read = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(read).isGreaterThan(1024L * 65_536);
        }
    }

    @Test
    void anEventReachesTheClientBeforeTheNextOneIsSent(VertxTestContext context) {
        Promise<HttpServerRequest> open = Promise.promise();
        TestGateway gateway =
                gateway(request -> {
                    open.complete(request);
                    request.response()
                            .setChunked(true)
                            .putHeader("Content-Type", "text/event-stream")
                            .write("data: one\n\n");
                });

        get(gateway, "/public/a")
                .handler(first ->
                        context.verify(() -> {
                            assertThat(first.toString()).isEqualTo("data: one\n\n");
                            assertThat(open.future().result().response().ended()).isFalse();
                            context.completeNow();
                        }))
                .resume();
    }

    @Test
    void aClientThatLeavesEndsTheUpstreamRequest(VertxTestContext context) throws IOException {
        Promise<Void> arrived = Promise.promise();
        Checkpoint left = context.checkpoint();
        TestGateway gateway =
                gateway(request -> {
                    request.response().closeHandler(_ -> left.flag());
                    arrived.complete();
                });

        try (RawConnection client = new RawConnection(gateway.port)) {
            client.send("GET /public/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
            arrived.future().await();
        }
    }

    @Test
    void aClientThatBreaksOffItsBodyEndsTheUpstreamRequest(VertxTestContext context)
            throws IOException {
        Promise<Void> arrived = Promise.promise();
        Checkpoint broken = context.laxCheckpoint();
        TestGateway gateway =
                gateway(request -> {
                    request.handler(_ -> arrived.tryComplete());
                    request.exceptionHandler(_ -> broken.flag());
                });

        try (RawConnection client = new RawConnection(gateway.port)) {
            client.send(
                    "POST /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
            arrived.future().await();
        }
    }

    @Test
    void anUpstreamThatIsDownGivesAPageWithANextStep() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        TestGateway gateway = TestGateway.start(vertx).with(TestApps.wiki(closed));

        String answer = gateway.send("GET /public/a", HOST, "Accept: text/html");

        assertThat(answer)
                .startsWith("HTTP/1.1 502")
                .contains("The application does not answer", "Try again", "Reference");
        assertThat(
                        gateway.meters
                                .counter("vestibule.failures", "kind", "upstream_unavailable")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void anUpstreamThatIsTooSlowIsATimeout(VertxTestContext context) throws IOException {
        Checkpoint gone = context.checkpoint();
        EchoUpstream slow =
                EchoUpstream.start(
                        vertx, request -> request.response().closeHandler(_ -> gone.flag()));
        TestGateway gateway =
                TestGateway.start(
                                vertx,
                                new Route.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200)))
                        .with(TestApps.wiki(slow.port()));

        String answer = gateway.send("GET /public/a", HOST, "Accept: application/json");

        assertThat(answer).startsWith("HTTP/1.1 504").contains("\"error\":\"upstream_timeout\"");
    }

    @Test
    void aBodyThatTheUpstreamBreaksOffIsNeverTakenForAWholeOne(VertxTestContext context) {
        TestGateway gateway =
                gateway(request -> {
                    request.response().setChunked(true).write("half");
                    request.connection().close();
                });

        HttpClientResponse response = get(gateway, "/public/a");
        response.body()
                .onComplete(
                        context.failing(failure ->
                                context.verify(() -> {
                                    assertThat(failure).hasMessageContaining("closed");
                                    context.completeNow();
                                })));
        response.resume();
    }

    @Test
    void aHeadAnswerKeepsItsLengthAndHasNoBody() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .putHeader("Content-Length", "123")
                                .putHeader("ETag", "\"a\"")
                                .end());

        String answer = gateway.send("HEAD /public/a", HOST);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-length: 123\r\n")
                .contains("ETag: \"a\"")
                .endsWith("\r\n\r\n");
    }

    @Test
    void answersWithoutABodyHaveNone() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .setStatusCode(request.uri().endsWith("204") ? 204 : 304)
                                .end());

        assertThat(gateway.send("GET /public/204", HOST))
                .startsWith("HTTP/1.1 204")
                .endsWith("\r\n\r\n")
                .doesNotContainIgnoringCase("transfer-encoding");
        assertThat(gateway.send("GET /public/304", HOST))
                .startsWith("HTTP/1.1 304")
                .endsWith("\r\n\r\n")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void whatBelongsToOneHopDoesNotComeBack() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .putHeader("Connection", "X-Hop")
                                .putHeader("X-Hop", "1")
                                .putHeader("Keep-Alive", "timeout=5")
                                .putHeader("Proxy-Authenticate", "Basic")
                                .putHeader("Trailer", "X-T")
                                .putHeader("X-Kept", "2")
                                .end("body"));

        assertThat(gateway.send("GET /public/a", HOST))
                .contains("X-Kept: 2")
                .doesNotContain("X-Hop", "Keep-Alive", "Proxy-Authenticate", "Trailer");
    }

    @Test
    void anUpstreamCannotSetTheGatewaysCookies() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .putHeader(
                                        "Set-Cookie",
                                        List.<String>of(
                                                "__Host-vestibule-session=x; Path=/",
                                                "__host-vestibule-browser=y",
                                                "own=1; Path=/",
                                                "other=2"))
                                .end());

        assertThat(gateway.send("GET /public/a", HOST))
                .contains("own=1; Path=/", "other=2")
                .doesNotContainIgnoringCase("vestibule");
    }

    @Test
    void aRedirectOfTheUpstreamIsTheBrowsersToFollow() throws IOException {
        TestGateway gateway =
                gateway(request ->
                        request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "/elsewhere")
                                .end());

        assertThat(gateway.send("GET /public/a", HOST))
                .startsWith("HTTP/1.1 302")
                .contains("Location: /elsewhere");
    }

    @Test
    void aClientThatWaitsForPermissionToSendGetsItFromTheUpstream() throws IOException {
        TestGateway gateway =
                gateway(request -> {
                    request.response().writeContinue();
                    request.body().onSuccess(body -> request.response().end(body));
                });

        try (RawConnection client = new RawConnection(gateway.port)) {
            String permission = client.send(EXPECTING).read(25);
            String answer = client.send("abc").readAll();

            assertThat(permission).startsWith("HTTP/1.1 100 Continue");
            assertThat(answer).contains("200 OK").endsWith("abc");
        }
    }

    @Test
    void anUpstreamThatRefusesABodyIsHeardBeforeItIsSent() throws IOException {
        TestGateway gateway = gateway(request -> request.response().setStatusCode(413).end());

        try (RawConnection client = new RawConnection(gateway.port)) {
            assertThat(client.send(EXPECTING).read(12)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aReadOnAConnectionThatTheUpstreamJustClosedIsAskedOnceMore() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        TestGateway gateway =
                gateway(request -> {
                    if (requests.incrementAndGet() == 2) {
                        request.connection().close();
                    } else {
                        request.response().end("answer " + requests);
                    }
                });
        gateway.send("GET /public/a", HOST);

        assertThat(gateway.send("GET /public/a", HOST)).contains("answer 3");
    }

    @Test
    void aChangeIsNeverAskedTwice() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        TestGateway gateway =
                gateway(request -> {
                    requests.incrementAndGet();
                    request.connection().close();
                });

        String answer = gateway.send("POST /public/a", HOST, "Content-Length: 0");

        assertThat(answer).startsWith("HTTP/1.1 502");
        assertThat(requests).hasValue(1);
    }

    @Test
    void moreThanThePoolTakesOnIsRefusedAtOnce(VertxTestContext context) {
        TestGateway gateway = gateway(_ -> {});
        HttpClient many = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(500));

        for (int request = 0; request < 400; request++) {
            many.request(
                            // By address, so that no look-up of a name comes between.
                            new RequestOptions()
                                    .setServer(
                                            SocketAddress.inetSocketAddress(
                                                    gateway.port, "127.0.0.1"))
                                    .setHost("localhost")
                                    .setPort(gateway.port)
                                    .setURI("/public/a"))
                    .compose(HttpClientRequest::send)
                    .onSuccess(response ->
                            context.verify(() -> {
                                assertThat(response.statusCode()).isEqualTo(503);
                                context.completeNow();
                            }));
        }
    }

    @Test
    void theConnectionToTheUpstreamIsUsedAgain() throws IOException {
        TestGateway gateway =
                gateway(request -> {
                    request.response().end(request.remoteAddress().toString());
                });

        String first = gateway.send("GET /public/a", HOST);
        String second = gateway.send("GET /public/a", HOST);

        assertThat(first).startsWith("HTTP/1.1 200").isEqualTo(second);
    }

    private TestGateway gateway(io.vertx.core.Handler<HttpServerRequest> behaviour) {
        EchoUpstream upstream = EchoUpstream.start(vertx, behaviour);
        return TestGateway.start(vertx).with(TestApps.wiki(upstream.port()));
    }

    private HttpClientResponse get(TestGateway gateway, String path) {
        RequestOptions options =
                new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(gateway.port, "127.0.0.1"))
                        .setHost("localhost")
                        .setPort(gateway.port)
                        .setURI(path);
        return client.request(options)
                .compose(request -> request.send())
                .map(HttpClientResponse::pause)
                .await();
    }

    private Buffer post(TestGateway gateway, Buffer body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("localhost")
                        .setPort(gateway.port)
                        .setURI("/public/a");
        return client.request(options)
                .compose(request -> request.send(body).compose(HttpClientResponse::body))
                .await();
    }

    private static void fill(HttpServerRequest request, int chunks, CountDownLatch sent) {
        int left = chunks;
        while (left > 0 && !request.response().writeQueueFull()) {
            request.response().write(Buffer.buffer(new byte[65_536]));
            left--;
        }
        int rest = left;
        if (rest > 0) {
            request.response().drainHandler(_ -> fill(request, rest, sent));
        } else {
            sent.countDown();
            request.response().end();
        }
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
