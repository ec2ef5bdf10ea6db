package dev.vestibule.gateway.proxy;

import static dev.vestibule.gateway.testing.Http2Client.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.Eventually;
import dev.vestibule.gateway.testing.Http2Client;
import dev.vestibule.gateway.testing.Http2Client.Answer;
import dev.vestibule.gateway.testing.TestCertificate;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that speak HTTP/2: what they get, and what they cannot do. */
@Timeout(180)
@ExtendWith(VertxExtension.class)
final class Http2Test {
    private static final List<String> IDENTITY =
            List.of(
                    "x-forwarded-user",
                    "x_forwarded_user",
                    "x.forwarded.user",
                    "x_forwarded-user",
                    "x~forwarded~user",
                    "x!forwarded'user",
                    "remote-user",
                    "remote_user",
                    "remote.groups",
                    "x-auth-request-user",
                    "x_auth.request-groups",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x_forwarded_proto",
                    "forwarded",
                    "x-real-ip",
                    "x-vestibule-assertion",
                    "x.vestibule_assertion",
                    "x-original-url",
                    "x-rewrite-url");

    private static final List<String> MALFORMED =
            List.of(
                    "connection: close",
                    "connection: x-a",
                    "proxy-connection: keep-alive",
                    "keep-alive: 5",
                    "transfer-encoding: chunked",
                    "upgrade: websocket",
                    "http2-settings: AAMAAABkAAQAAP__",
                    "te: gzip",
                    "te: trailers, gzip",
                    "X-Upper: a",
                    "x-Upper: a",
                    "Host: localhost",
                    "host: other.example",
                    "x-a: a\rb",
                    "x-a: a\nx-forwarded-user: evil",
                    "x-a: a\r\n\r\nGET /evil HTTP/1.1",
                    "x-a: a\0b",
                    "x a: b",
                    "x\r\na: b",
                    "x-a: trailing ",
                    "x-a: trailing\t",
                    "content-length: 5",
                    "content-length: -1",
                    "content-length: x",
                    ":path: /public/b",
                    ":method: POST",
                    ":authority: other.example",
                    ":protocol: websocket",
                    ":status: 200",
                    ":evil: a",
                    "(x): a");

    private static final List<String> NO_PATHS =
            List.of(
                    "",
                    "public/a",
                    "*",
                    "http://localhost/public/a",
                    "https://other/public/a",
                    "/public/a b",
                    "/public/a HTTP/1.1\r\nx: y",
                    "/public/\0",
                    "/public/\t",
                    "/public/ä",
                    "/public/a#b",
                    "/public/..%2fforbidden",
                    "/public/%2e%2e/forbidden/%zz",
                    "/public/%00",
                    "/public\\a");

    private static TestCertificate certificate;

    private Vertx vertx;
    private EchoUpstream app;
    private TestGateway gateway;
    private Http2Client client;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.make(folder, "localhost");
    }

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        this.vertx = vertx;
        app = EchoUpstream.start(vertx, this::behave);
        gateway = TestGateway.startTls(vertx, certificate);
        gateway.with(TestApps.wiki(app.port()));
        client = new Http2Client(gateway.port);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private void behave(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/public/count" ->
                    request.body()
                            .onSuccess(body ->
                                    request.response()
                                            .end(
                                                    request.getHeader("Content-Length")
                                                            + " "
                                                            + body.length()
                                                            + " "
                                                            + Arrays.hashCode(body.getBytes())));
            case "/public/large" -> large(request);
            case "/public/events" -> {
                request.response().setChunked(true).write("data: 1\n\n");
                request.response().closeHandler(_ -> ended.complete(null));
            }
            case "/public/trailers" -> {
                var response = request.response().setChunked(true).putHeader("Trailer", "X-Sum");
                response.write("body");
                response.putTrailer("Grpc-Status", "0");
                response.putTrailer("Set-Cookie", "a=b");
                response.putTrailer("Authorization", "evil");
                response.end();
            }
            case "/public/early" -> {
                request.pause();
                request.response().setStatusCode(413).end("too much");
            }
            case "/public/breaks" -> {
                request.response().setChunked(true).write("half");
                request.connection().close();
            }
            case "/public/waits" -> {
                arrived.incrementAndGet();
                request.response().closeHandler(_ -> broken.incrementAndGet());
                request.exceptionHandler(_ -> ended.complete(null));
                request.handler(_ -> {});
            }
            default -> request.body().onSuccess(_ -> EchoUpstream.echo(request));
        }
    }

    private static void large(HttpServerRequest request) {
        byte[] bytes = new byte[8_000_000];
        new Random(7).nextBytes(bytes);
        request.response().putHeader("Content-Length", "8000000").end(Buffer.buffer(bytes));
    }

    private String cookie(String user) throws Exception {
        Answer answer = client.send("GET", "/.vestibule/test-login?flow=staff&user=" + user);
        assertThat(answer.status()).isEqualTo(204);
        return "cookie: "
                + answer.head().getAll("set-cookie").stream()
                        .map(CharSequence::toString)
                        .filter(each -> each.startsWith("__Host-vestibule-session="))
                        .map(each -> each.substring(0, each.indexOf(';')))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void theProtocolIsChosenInTheHandshakeAndARequestPassesWithTheIdentity() throws Exception {
        String cookie = cookie("ada");
        Answer answer = client.send("GET", "/a?b=c", cookie, "accept: */*");

        assertThat(client.protocol()).isEqualTo("h2");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("> GET /a?b=c\n")
                .containsIgnoringCase("> Host: localhost\n")
                .contains("> X-Forwarded-User: ada\n")
                .contains("> X-Forwarded-Host: localhost\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .doesNotContainIgnoringCase("vestibule-session");
        assertThat(answer.field("strict-transport-security")).isEqualTo("max-age=60");
        assertThat(answer.field("connection")).isEmpty();
    }

    @Test
    void nothingThatAClientSaysAboutIdentityReachesAnUpstream() throws Exception {
        for (String name : IDENTITY) {
            try (Http2Client client = new Http2Client(gateway.port)) {
                Answer answer =
                        client.send("GET", "/public/a", name + ": evil", name + ": evil", "a: b");

                assertThat(answer.body()).startsWith("> GET /public/a").doesNotContain("evil");
            }
        }
    }

    @Test
    void aMalformedRequestReachesNoUpstream() throws Exception {
        for (String field : MALFORMED) {
            try (Http2Client client = new Http2Client(gateway.port)) {
                Answer answer = client.send("GET", "/public/a", field);

                refused(answer);
                assertThat(app.hits()).as(field).isZero();
            }
        }
    }

    @Test
    void aPseudoHeaderBehindAFieldIsMalformed() throws Exception {
        refused(
                client.send(
                        new DefaultHttp2Headers(false)
                                .method("GET")
                                .scheme("https")
                                .add("x-a", "b")
                                .add("x-b", "c")));
        refused(client.send(new DefaultHttp2Headers(false).method("GET").path("/public/a")));
        refused(client.send(new DefaultHttp2Headers(false).scheme("https").path("/public/a")));
        refused(client.send(head("GET", "/public/a").scheme("http")));
        refused(client.send(head("CONNECT", "/public/a")));
        refused(
                client.send(
                        new DefaultHttp2Headers(false).method("CONNECT").authority("localhost:1")));
        refused(client.send(head("GE T", "/public/a")));
        refused(client.send(head("GET\r\n", "/public/a")));
        refused(client.send(head("", "/public/a")));
        refused(client.send(head("TRACE", "/public/a")));
        refused(
                client.send(
                        new DefaultHttp2Headers(false)
                                .method("GET")
                                .scheme("https")
                                .path("/public/a")));
        assertThat(app.hits()).isZero();
    }

    @Test
    void aPathThatIsNoneReachesNoUpstream() throws Exception {
        for (String path : NO_PATHS) {
            try (Http2Client client = new Http2Client(gateway.port)) {
                refused(client.send("GET", path));
                assertThat(app.hits()).isZero();
            }
        }
    }

    @Test
    void aLongPathManyFieldsAndALargeHeadAreRefused() throws Exception {
        assertThat(client.send("GET", "/public/" + "a".repeat(9_000)).status()).isEqualTo(414);
        String[] fields = new String[101];
        Arrays.setAll(fields, at -> "x-" + at + ": a");
        assertThat(client.send("GET", "/public/a", fields).status()).isEqualTo(431);
        refused(client.send("GET", "/public/a", "x-a: " + "a".repeat(35_000)));
        assertThat(app.hits()).isZero();
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).isIn(0, 400, 404, 414, 431, 501);
        assertThat(answer.body()).doesNotStartWith(">");
        assertThat(answer.status() != 0 || !answer.whole()).isTrue();
    }

    @Test
    void cookiesInSeveralFieldsAreOneAndTheGatewaysOwnAreRemoved() throws Exception {
        Answer answer =
                client.send("GET", "/public/a", "cookie: a=1", cookie("ada"), "cookie: b=2");

        assertThat(answer.body())
                .containsIgnoringCase("> cookie: a=1; b=2\n")
                .contains("> X-Forwarded-User: ada\n");
    }

    @Test
    void aHostThatEqualsTheAuthorityPasses() throws Exception {
        assertThat(client.send("GET", "/public/a", "host: localhost").status()).isEqualTo(200);
        Http2Headers alone =
                new DefaultHttp2Headers(false)
                        .method("GET")
                        .scheme("https")
                        .path("/public/a")
                        .add("host", "localhost");
        assertThat(client.send(alone).status()).isEqualTo(200);
    }

    @Test
    void bodiesPassBothWaysUnchangedWithAndWithoutALength() throws Exception {
        byte[] body = new byte[3_000_000];
        new Random(3).nextBytes(body);
        for (String length : new String[] {"content-length: " + body.length, "x-a: b"}) {
            var exchange = client.open(head("POST", "/public/count", length), false);
            exchange.data(body, true);
            String known = length.startsWith("content") ? "" + body.length : "null";
            assertThat(exchange.answer().body())
                    .isEqualTo(known + " " + body.length + " " + Arrays.hashCode(body));
        }
        byte[] expected = new byte[8_000_000];
        new Random(7).nextBytes(expected);
        assertThat(client.send("GET", "/public/large").bytes()).isEqualTo(expected);
    }

    @Test
    void aBodyOfAnotherLengthThanItSaysIsNeverTakenForAWholeOne() throws Exception {
        var shorter = client.open(head("POST", "/public/count", "content-length: 10"), false);
        shorter.data(new byte[5], true);
        assertThat(shorter.answer().status()).isNotEqualTo(200);

        var longer = client.open(head("POST", "/public/count", "content-length: 2"), false);
        longer.data(new byte[5], true);
        assertThat(longer.answer().status()).isNotEqualTo(200);
    }

    @Test
    void aClientThatDoesNotReadHoldsNoOtherStreamOfItUp() throws Exception {
        try (Http2Client client = new Http2Client(gateway.port, 16 * 1024)) {
            var slow = client.open(head("GET", "/public/large"), true);
            assertThat(slow.status()).isEqualTo(200);
            slow.reading(false);

            Answer other = client.send("GET", "/public/a");
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.whole()).isTrue();
            slow.reading(true);
            assertThat(slow.answer().bytes()).hasSize(8_000_000);
        }
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestIsWhole() throws Exception {
        var exchange = client.open(head("POST", "/public/early"), false);
        exchange.data(new byte[64 * 1024], false);

        Answer answer = exchange.answer();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("too much");
        assertThat(answer.whole()).isTrue();
        assertThat(answer.reset()).isEqualTo(Http2Error.NO_ERROR.code());
    }

    @Test
    void anEventReachesTheClientAtOnceAndItsResetEndsTheUpstream() throws Exception {
        var exchange = client.open(head("GET", "/public/events"), true);
        assertThat(exchange.first()).isEqualTo("data: 1\n\n");

        exchange.reset();

        ended.get(60, TimeUnit.SECONDS);
        assertThat(client.send("GET", "/public/a").status()).isEqualTo(200);
    }

    @Test
    void aClientThatBreaksOffItsBodyBreaksOffThatOfTheUpstream() throws Exception {
        var exchange = client.open(head("POST", "/public/waits"), false);
        exchange.data(new byte[10], false);
        Eventually.until(vertx, () -> arrived.get() == 1);

        exchange.reset();

        ended.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerThatBreaksOffIsReset() throws Exception {
        Answer answer = client.send("GET", "/public/breaks");

        assertThat(answer.whole()).isFalse();
        assertThat(answer.reset()).isNotNull();
    }

    @Test
    void trailersOfAnAnswerPassWithoutThoseThatMeanSomethingElsewhere() throws Exception {
        Answer answer = client.send("GET", "/public/trailers", "te: trailers");

        assertThat(answer.body()).isEqualTo("body");
        assertThat(answer.trailers().get("grpc-status")).hasToString("0");
        assertThat(answer.trailers().contains("set-cookie")).isFalse();
        assertThat(answer.trailers().contains("authorization")).isFalse();
    }

    @Test
    void aHeadRequestHasNoBodyAndEndsItsStream() throws Exception {
        Answer answer = client.send("HEAD", "/public/large");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-length")).isEqualTo("8000000");
        assertThat(answer.bytes()).isEmpty();
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void aGatewayThatStopsEndsTheConnection() throws Exception {
        assertThat(client.send("GET", "/public/a").status()).isEqualTo(200);

        gateway.close();

        assertThat(client.closedByServer()).isTrue();
    }

    @Test
    void manyRequestsAtOnceGetTheirOwnAnswers() throws Exception {
        var all = new Http2Client.Exchange[100];
        for (int at = 0; at < all.length; at++) {
            all[at] = client.open(head("GET", "/public/n" + at), true);
        }
        for (int at = 0; at < all.length; at++) {
            assertThat(all[at].answer().body()).startsWith("> GET /public/n" + at + "\n");
        }
    }

    @Test
    void requestsThatAreResetAtOnceEndTheConnection() throws Exception {
        for (int at = 0; at < 400 && client.open(); at++) {
            try {
                client.open(head("GET", "/public/waits"), true).reset();
            } catch (Exception closed) {
                break;
            }
        }

        assertThat(client.closedByServer()).isTrue();
        Eventually.until(vertx, () -> broken.get() == arrived.get());
        // The client may see the end before the gateway has given back the place.
        Eventually.until(
                vertx, () -> gateway.meters.get("vestibule.connections").gauge().value() == 0);
    }

    @Test
    void aHeadThatGoesOnForeverEndsTheConnection() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(1, 0, 1, new byte[] {(byte) 0x82}));
        for (int at = 0; at < 2_000; at++) {
            frames.writeBytes(frame(9, 0, 1, "\0\1a\1b".getBytes(StandardCharsets.ISO_8859_1)));
        }
        client.sendRaw(frames.toByteArray());

        assertThat(client.closedByServer()).isTrue();
        assertThat(app.hits()).isZero();
    }

    @Test
    void fullContinuationFramesAreBoundedToo() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(1, 0, 1, new byte[] {(byte) 0x82}));
        byte[] field = ("\0\1a\177\201\1" + "b".repeat(256)).getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < 4_000; at++) {
            frames.writeBytes(frame(9, 0, 1, field));
        }
        client.sendRaw(frames.toByteArray());

        assertThat(client.closedByServer()).isTrue();
        assertThat(app.hits()).isZero();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        return frame;
    }
}
