package dev.vestibule.gateway.proxy;

import static dev.vestibule.gateway.testing.Http2Client.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamHttp.Version;
import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.gateway.testing.Http2Client;
import dev.vestibule.gateway.testing.LogLines;
import dev.vestibule.gateway.testing.RawConnection;
import dev.vestibule.gateway.testing.TestCertificate;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests to upstreams with HTTP/2: with and without TLS, and where it is not spoken. */
@Timeout(180)
@ExtendWith(VertxExtension.class)
final class UpstreamVersionTest {
    private static final UpstreamHttp HTTP_2 = new UpstreamHttp(Version.HTTP_2, List.of(), null);

    @TempDir static Path folder;

    private Vertx vertx;
    private TestGateway gateway;
    private EchoUpstream upstream;
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void certify() throws Exception {
        TestCertificate.make(folder, "localhost");
    }

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        upstream = EchoUpstream.start(vertx, this::behave);
        gateway = TestGateway.start(vertx);
        gateway.with(speaking(TestApps.wiki(upstream.port())));
    }

    private static App speaking(App app) {
        return TestApps.speaking(app, HTTP_2);
    }

    private void behave(HttpServerRequest request) {
        connections.add(request.connection());
        switch (String.valueOf(request.path())) {
            case "/public/count" ->
                    request.body()
                            .onSuccess(body ->
                                    request.response()
                                            .end(
                                                    request.getHeader("content-length")
                                                            + " "
                                                            + Arrays.hashCode(body.getBytes())));
            case "/public/chat" ->
                    request.toWebSocket().onSuccess(s -> s.textMessageHandler(s::writeTextMessage));
            case "/public/address" ->
                    request.response().end(request.scheme() + " " + request.authority());
            case "/public/version" -> request.response().end(String.valueOf(request.version()));
            default -> EchoUpstream.echo(request);
        }
    }

    @Test
    void aRequestPassesWithTheIdentityAndWithoutWhatBelongsToTheConnection() throws IOException {
        String ada = gateway.login("ada", "staff");

        String answer =
                gateway.send(
                        "GET /a?b=c",
                        "Host: localhost",
                        "Cookie: a=1; " + ada,
                        "X-Forwarded-User: evil",
                        "X_Forwarded_User: evil",
                        "Keep-Alive: 5",
                        "Proxy-Connection: keep-alive",
                        "Connection: x-named",
                        "X-Named: evil",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABk",
                        "TE: trailers, deflate",
                        "Accept: */*");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("> GET /a?b=c\n")
                .contains("> x-forwarded-user: ada\n", "> cookie: a=1\n", "> te: trailers\n")
                .doesNotContain("evil", "vestibule-session", "> host", "> connection", "h2c")
                .doesNotContain("> keep-alive", "> proxy-connection", "> upgrade", "deflate");
    }

    @Test
    void theHostIsTheAuthority() throws IOException {
        assertThat(gateway.send("GET /public/address", "Host: localhost"))
                .endsWith("http localhost");
    }

    @Test
    void aClientThatReadsNoTrailersSaysNothingOfThem() throws IOException {
        assertThat(gateway.send("GET /public/a", "Host: localhost")).doesNotContain("> te:");
    }

    @Test
    void manyRequestsShareOneConnection() throws IOException {
        for (int at = 0; at < 20; at++) {
            assertThat(gateway.send("GET /public/version", "Host: localhost")).endsWith("HTTP_2");
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void bodiesPassUnchangedWithAndWithoutALength() throws IOException {
        byte[] body = new byte[2_000_000];
        new Random(3).nextBytes(body);
        String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);

        String known = post("Content-Length: 2000000", text);
        String chunked = post("Transfer-Encoding: chunked", "1e8480\r\n" + text + "\r\n0\r\n\r\n");

        assertThat(known).endsWith("2000000 " + Arrays.hashCode(body));
        assertThat(chunked).endsWith("null " + Arrays.hashCode(body));
    }

    private String post(String framing, String body) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port)) {
            return client.send(
                            "POST /public/count HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + framing
                                    + "\r\n\r\n"
                                    + body)
                    .readAll();
        }
    }

    @Test
    void aWebSocketUsesItsOwnConnectionOfHttp11() {
        var client = vertx.createWebSocketClient();
        var answer = io.vertx.core.Promise.<String>promise();
        var socket = client.connect(gateway.port, "localhost", "/public/chat").await();
        socket.textMessageHandler(answer::complete);

        socket.writeTextMessage("hello");

        assertThat(answer.future().await()).isEqualTo("hello");
    }

    @Test
    void withTlsTheProtocolIsAgreedInTheHandshake() throws IOException {
        int port = serve(true, List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));

        assertThat(through(port)).startsWith("HTTP/1.1 200").endsWith("HTTP_2");
    }

    @Test
    void aHandshakeWithoutHttp2IsToldInLogAndMetric() throws IOException {
        int old = serve(true, List.of(HttpVersion.HTTP_1_1));
        int none = serve(false, List.of(HttpVersion.HTTP_1_1));

        for (int port : new int[] {old, none}) {
            try (LogLines log = LogLines.everything()) {
                assertThat(through(port)).startsWith("HTTP/1.1 502");
                assertThat(String.join("\n", log.lines()))
                        .contains("cause=http2", "remove http-version");
            }
            assertThat(failures("localhost:" + port)).isEqualTo(1);
        }
    }

    @Test
    void aMissingCertificateIsAMatterOfTls() throws IOException {
        int port =
                serve(new HttpServerOptions().setUseAlpn(true).setClientAuth(ClientAuth.REQUIRED));

        assertThat(through(port)).startsWith("HTTP/1.1 502");
        assertThat(failures("localhost:" + port, "tls")).isEqualTo(1);
    }

    @Test
    void anUpstreamOfHttp11IsToldAndHearsNothingOfTheRequest() throws IOException {
        try (RawUpstream old =
                RawUpstream.start(connection -> {
                    String head = connection.head();
                    boolean request = head.contains("/public");
                    connection.send(
                            request
                                    ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
                                    : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                })) {
            gateway.withoutApps().with(speaking(TestApps.wiki(old.port())));

            assertThat(gateway.send("POST /public/a", "Host: localhost", "Content-Length: 0"))
                    .startsWith("HTTP/1.1 502");
            assertThat(failures("127.0.0.1:" + old.port())).isEqualTo(1);
        }
    }

    @Test
    void anotherServerTakesWhatOneWithoutHttp2CannotEvenWithABody() throws IOException {
        try (RawUpstream old =
                RawUpstream.start(connection -> {
                    connection.head();
                    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                })) {
            gateway.withoutApps()
                    .with(speaking(TestApps.served(TestApps.wiki(1), old.port(), upstream.port())));

            for (int at = 0; at < 3; at++) {
                assertThat(post("Content-Length: 4", "body")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void anUpstreamThatSaysNothingTimesOut() throws IOException {
        TestGateway impatient =
                TestGateway.start(
                        vertx,
                        new dev.vestibule.gateway.access.Route.Timeouts(
                                java.time.Duration.ofMillis(300),
                                java.time.Duration.ofSeconds(30)));
        try (RawUpstream silent =
                RawUpstream.start(connection -> {
                    while (connection.read() >= 0) {
                        Thread.yield();
                    }
                })) {
            impatient.with(speaking(TestApps.wiki(silent.port())));

            assertThat(impatient.send("GET /public/a", "Host: localhost"))
                    .startsWith("HTTP/1.1 502");
        }
    }

    /** A call as gRPC makes it: both sides stream, and both end with trailers. */
    @Test
    void aCallWithTrailersBothWaysStreams() throws Exception {
        var sum = new StringBuilder();
        try (FrameUpstream app =
                        FrameUpstream.start(stream -> {
                            stream.fields(false, ":status: 200", "content-type: application/grpc");
                            stream.onData(
                                            piece -> {
                                                if (!piece.isEmpty()) {
                                                    sum.append(piece);
                                                    stream.data("got " + piece, false);
                                                }
                                            })
                                    .onTrailers(trailers ->
                                            stream.fields(
                                                    true,
                                                    "grpc-status: 0",
                                                    "grpc-message: "
                                                            + trailers.get("x-checksum")
                                                            + trailers.get("x-forwarded-user"),
                                                    "x-te: " + stream.head().get("te"),
                                                    "set-cookie: a=b"));
                        });
                TestGateway secure =
                        TestGateway.startTls(vertx, TestCertificate.in(folder, "localhost"));
                Http2Client client = new Http2Client(secure.port)) {
            secure.with(speaking(TestApps.wiki(app.port())));
            var call =
                    client.open(
                            head(
                                    "POST",
                                    "/public/pkg.Service/Method",
                                    "content-type: application/grpc",
                                    "te: trailers"),
                            false);
            assertThat(call.status()).isEqualTo(200);

            call.data("one".getBytes(), false);
            assertThat(call.first()).isEqualTo("got one");
            call.data("two".getBytes(), false);
            call.trailers(
                    new DefaultHttp2Headers(false)
                            .add("x-checksum", "7")
                            .add("x-forwarded-user", "evil")
                            .add("content-length", "5"));

            var answer = call.answer();
            assertThat(answer.whole()).isTrue();
            assertThat(answer.body()).isEqualTo("got onegot two");
            assertThat(answer.trailers().get("grpc-status")).hasToString("0");
            assertThat(answer.trailers().get("grpc-message")).hasToString("7null");
            assertThat(answer.trailers().get("x-te")).hasToString("trailers");
            assertThat(answer.trailers().contains("set-cookie")).isFalse();
        }
    }

    /** A call that fails at once has its status in the one head that ends the stream. */
    @Test
    void anAnswerOfTrailersAloneEndsTheStreamWithItsHead() throws Exception {
        try (FrameUpstream app =
                        FrameUpstream.start(
                                stream -> stream.fields(true, ":status: 200", "grpc-status: 12"));
                TestGateway secure =
                        TestGateway.startTls(vertx, TestCertificate.in(folder, "localhost"));
                Http2Client client = new Http2Client(secure.port)) {
            secure.with(speaking(TestApps.wiki(app.port())));
            var call = client.open(head("POST", "/public/a", "te: trailers"), false);
            call.data("one".getBytes(), true);

            var answer = call.answer();

            assertThat(answer.field("grpc-status")).isEqualTo("12");
            assertThat(answer.whole()).isTrue();
            assertThat(call.endedWithHead()).isTrue();
        }
    }

    @Test
    void trailersOfAClientWithHttp2ReachAnUpstreamOfHttp11() throws Exception {
        var body = new java.util.concurrent.CompletableFuture<String>();
        try (RawUpstream old =
                        RawUpstream.start(connection -> {
                            connection.head();
                            StringBuilder read = new StringBuilder();
                            while (!read.toString().endsWith("\r\n\r\n")) {
                                read.append((char) connection.read());
                            }
                            body.complete(read.toString());
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine");
                        });
                TestGateway secure =
                        TestGateway.startTls(vertx, TestCertificate.in(folder, "localhost"));
                Http2Client client = new Http2Client(secure.port)) {
            secure.with(TestApps.wiki(old.port()));
            var call = client.open(head("POST", "/public/a"), false);
            call.data("one".getBytes(), false);
            call.trailers(
                    new DefaultHttp2Headers(false)
                            .add("x-checksum", "7")
                            .add("remote_user", "evil")
                            .add("content-length", "9")
                            .add("x-long", "a".repeat(300)));

            assertThat(call.answer().body()).isEqualTo("fine");
            assertThat(body.join()).isEqualTo("3\r\none\r\n0\r\nx-checksum: 7\r\n\r\n");
        }
    }

    @Test
    void malformedTrailersOfAClientEndItsRequest() throws Exception {
        try (TestGateway secure =
                        TestGateway.startTls(vertx, TestCertificate.in(folder, "localhost"));
                Http2Client client = new Http2Client(secure.port)) {
            secure.with(speaking(TestApps.wiki(upstream.port())));
            var call = client.open(head("POST", "/public/count"), false);
            call.data("one".getBytes(), false);
            call.trailers(new DefaultHttp2Headers(false).add(":path", "/evil"));

            assertThat(call.answer().status()).isNotEqualTo(200);
            assertThat(client.send("GET", "/public/version").body()).isEqualTo("HTTP_2");
        }
    }

    private double failures(String upstream) {
        return failures(upstream, "http2");
    }

    private double failures(String upstream, String cause) {
        var counter =
                gateway.meters
                        .find("vestibule.upstream.failures")
                        .tags("upstream", upstream, "cause", cause)
                        .counter();
        return counter == null ? 0 : counter.count();
    }

    private String through(int port) throws IOException {
        UpstreamTls tls =
                new UpstreamTls(TestCertificate.in(folder, "localhost").certificate(), null);
        gateway.withoutApps()
                .with(speaking(TestApps.securely(URI.create("https://localhost:" + port), tls)));
        return gateway.send("GET /public/version", "Host: localhost");
    }

    private int serve(boolean alpn, List<HttpVersion> versions) {
        return serve(new HttpServerOptions().setUseAlpn(alpn).setAlpnVersions(versions));
    }

    private int serve(HttpServerOptions options) {
        TestCertificate pair = TestCertificate.in(folder, "localhost");
        options.setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(pair.certificate().toString()))
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(pair.certificate().toString())
                                .addKeyPath(pair.key().toString()));
        var server =
                vertx.createHttpServer(options)
                        .requestHandler(this::behave)
                        .listen(0, "localhost")
                        .await();
        // Vert.x closes a server that nothing refers to any more.
        vertx.setPeriodic(60_000, _ -> server.actualPort());
        return server.actualPort();
    }
}
