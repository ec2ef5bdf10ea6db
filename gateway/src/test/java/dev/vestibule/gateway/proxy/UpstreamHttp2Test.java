package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamHttp.Version;
import dev.vestibule.gateway.testing.RawConnection;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import io.vertx.core.Vertx;
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
import java.util.function.Consumer;

/** Upstreams that speak HTTP/2, and do what none should. */
@Timeout(180)
@ExtendWith(VertxExtension.class)
final class UpstreamHttp2Test {
    /** The number of the first stream of a connection, as Netty counts. */
    private static final int FIRST = 3;

    private static final String LONG = "LONG";
    private static final UpstreamHttp HTTP_2 = new UpstreamHttp(Version.HTTP_2, List.of(), null);

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestGateway gateway;

    @BeforeEach
    void start(Vertx vertx) {
        gateway = TestGateway.start(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private FrameUpstream upstream(Consumer<FrameUpstream.Stream> behaviour) {
        return upstream(Http2Settings.defaultSettings(), behaviour);
    }

    private FrameUpstream upstream(
            Http2Settings settings, Consumer<FrameUpstream.Stream> behaviour) {
        FrameUpstream upstream = FrameUpstream.start(settings, behaviour);
        open.add(upstream);
        gateway.withoutApps().with(speaking(upstream.port()));
        return upstream;
    }

    private static App speaking(int... ports) {
        return TestApps.speaking(TestApps.served(TestApps.wiki(ports[0]), ports), HTTP_2);
    }

    private String get(String path, String... fields) throws IOException {
        return ask("GET " + path, fields);
    }

    private String ask(String request, String... fields) throws IOException {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addFirst("Host: localhost");
        return gateway.send(request, all.toArray(String[]::new));
    }

    private RawConnection client() throws IOException {
        RawConnection client = new RawConnection(gateway.port);
        open.add(client);
        return client;
    }

    private static void ok(FrameUpstream.Stream stream) {
        stream.fields(false, ":status: 200").data("fine", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":status: 200|:status: 200",
                ":status: 99",
                ":status: 2000",
                ":status: abc",
                ":status: -20",
                ":status: 101|upgrade: websocket",
                ":status: 200|transfer-encoding: chunked",
                ":status: 200|connection: close",
                ":status: 200|keep-alive: 5",
                ":status: 200|proxy-connection: x",
                ":status: 200|upgrade: h2c",
                ":status: 200|X-Upper: a",
                ":status: 200|x-a: b\r\nset-cookie: evil=1",
                ":status: 200|x-a: b\nc",
                ":status: 200|x-a: b\0c",
                ":status: 200|x a: b",
                ":status: 200|x\r\na: b",
                ":status: 200|:path: /",
                ":status: 200|:evil: 1",
                ":status: 200|content-length: 5|content-length: 5",
                ":status: 200|content-length: 3|content-length: 5",
                ":status: 200|content-length: x",
                ":status: 200|content-length: -4",
                ":status: 200|content-length: +4",
                ":status: 200|content-length: 3",
                ":status: 200|x-a: " + LONG
            })
    void aMalformedHeadIsABrokenUpstream(String fields) throws IOException {
        String[] sent =
                fields.isEmpty()
                        ? new String[0]
                        : fields.replace(LONG, "a".repeat(70_000)).split("\\|");
        upstream(stream -> {
            if (stream.path().equals("/public/evil")) {
                stream.fields(false, sent).data("fine", true);
            } else {
                ok(stream);
            }
        });

        String answer = get("/public/evil");
        assertThat(answer).startsWith("HTTP/1.1 502").doesNotContain("evil=1");
        assertThat(get("/public/next")).startsWith("HTTP/1.1 200").endsWith("fine\r\n0\r\n\r\n");
    }

    /** What a client of HTTP/1.1 would wait for would be the next answer. */
    @Test
    void aBodyOfAnotherLengthIsNeverTakenForAWholeOne() throws IOException {
        upstream(stream -> {
            switch (stream.path()) {
                case "/public/none" -> stream.fields(true, ":status: 200", "content-length: 5");
                case "/public/less" ->
                        stream.fields(false, ":status: 200", "content-length: 5").data("abc", true);
                case "/public/trailers" ->
                        stream.fields(false, ":status: 200", "content-length: 5")
                                .data("abc", false)
                                .fields(true, "x-a: b");
                case "/public/more" ->
                        stream.fields(false, ":status: 200", "content-length: 2").data("abc", true);
                default -> ok(stream);
            }
        });

        for (String path : List.of("none", "less", "trailers", "more")) {
            String request =
                    "GET /public/%s HTTP/1.1\r\nHost: localhost\r\n\r\nGET /public/next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            String answer = client().send(request.formatted(path)).readAll();
            boolean told = answer.startsWith("HTTP/1.1 502");
            boolean ended = !answer.contains("fine");
            assertThat(told || ended).as(path + ": " + answer).isTrue();
        }
    }

    @Test
    void answersWithoutABodyHaveNone() throws IOException {
        upstream(stream -> {
            switch (stream.path()) {
                case "/public/204" -> stream.fields(true, ":status: 204");
                case "/public/304" -> stream.fields(true, ":status: 304", "content-length: 9");
                case "/public/evil" -> stream.fields(false, ":status: 204").data("evil", true);
                default -> stream.fields(true, ":status: 200", "content-length: 9");
            }
        });

        assertThat(get("/public/204")).startsWith("HTTP/1.1 204").endsWith("\r\n\r\n");
        assertThat(get("/public/304")).startsWith("HTTP/1.1 304").endsWith("\r\n\r\n");
        assertThat(ask("HEAD /public/a")).containsIgnoringCase("content-length: 9\r\n");
        assertThat(get("/public/evil")).doesNotContain("evil");
    }

    @Test
    void bytesOnTheAnswerToHeadAreNobodys() throws IOException {
        upstream(stream -> stream.fields(false, ":status: 200").data("evil", true));

        assertThat(ask("HEAD /public/a")).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {":status: 200", ":path: /", "x-a: b\r\nc"})
    void malformedTrailersAreNoEnd(String field) throws IOException {
        upstream(stream ->
                stream.fields(false, ":status: 200").data("half", false).fields(true, field));

        assertThat(get("/public/a")).doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void hugeTrailersEndTheAnswerAndNothingElse() throws IOException {
        upstream(stream -> {
            if (stream.path().equals("/public/huge")) {
                stream.fields(false, ":status: 200")
                        .data("half", false)
                        .fields(true, "x-a: " + "a".repeat(100_000));
            } else {
                ok(stream);
            }
        });

        assertThat(get("/public/huge")).doesNotEndWith("0\r\n\r\n").doesNotContain("aaaa");
        assertThat(get("/public/next")).endsWith("fine\r\n0\r\n\r\n");
    }

    @Test
    void aStreamThatIsResetBeforeTheAnswerIsABrokenUpstreamAndNotSentAgain() throws IOException {
        FrameUpstream upstream = upstream(stream -> stream.reset(Http2Error.INTERNAL_ERROR));

        assertThat(get("/public/a")).startsWith("HTTP/1.1 502");
        assertThat(get("/public/a")).startsWith("HTTP/1.1 502");
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void aStreamThatIsResetInTheMiddleIsNoWholeAnswer() throws IOException {
        upstream(stream ->
                stream.fields(false, ":status: 200")
                        .data("half", false)
                        .reset(Http2Error.INTERNAL_ERROR));

        assertThat(get("/public/a")).doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void aRefusedStreamIsSentAgainOnceIfItChangesNothing() throws IOException {
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.path().equals("/public/always") || stream.id() > FIRST) {
                        stream.reset(Http2Error.REFUSED_STREAM);
                    } else {
                        ok(stream);
                    }
                });
        assertThat(get("/public/a")).contains("fine");

        assertThat(get("/public/b")).startsWith("HTTP/1.1 200").contains("fine");
        assertThat(upstream.connections()).isEqualTo(2);
        int before = upstream.requests();
        assertThat(get("/public/always")).startsWith("HTTP/1.1 502");
        assertThat(upstream.requests()).isEqualTo(before + 2);
        assertThat(ask("POST /public/b", "Content-Length: 0")).startsWith("HTTP/1.1 502");
    }

    @Test
    void whatRunsContinuesBehindAGoAwayAndTheNextGetsANewConnection() throws IOException {
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.path().equals("/public/last")) {
                        stream.fields(false, ":status: 200")
                                .data("one ", false)
                                .goAway(stream.id())
                                .data("two", true);
                    } else {
                        ok(stream);
                    }
                });

        assertThat(get("/public/last")).contains("one ", "two").endsWith("0\r\n\r\n");
        assertThat(get("/public/next")).contains("fine");
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void whatAGoAwayLeavesOutIsSentAgainOnANewConnectionIfItChangesNothing() throws IOException {
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.id() > FIRST) {
                        stream.goAway(FIRST);
                    } else {
                        ok(stream);
                    }
                });
        assertThat(get("/public/a")).contains("fine");

        assertThat(get("/public/b")).startsWith("HTTP/1.1 200").contains("fine");
        assertThat(upstream.connections()).isEqualTo(2);
        assertThat(ask("DELETE /public/c")).startsWith("HTTP/1.1 502");
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerIsUsedNoMore() throws IOException {
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.id() > FIRST) {
                        stream.hangUp();
                    } else {
                        ok(stream);
                    }
                });
        assertThat(get("/public/a")).contains("fine");

        assertThat(get("/public/b")).contains("fine");
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anUpstreamGetsNoMoreStreamsAtOnceThanItAllows(int most) throws Exception {
        List<FrameUpstream.Stream> held = new ArrayList<>();
        FrameUpstream upstream =
                upstream(
                        Http2Settings.defaultSettings().maxConcurrentStreams(most),
                        stream -> {
                            synchronized (held) {
                                held.add(stream);
                                if (held.size() == 6) {
                                    held.forEach(UpstreamHttp2Test::ok);
                                }
                            }
                        });
        List<RawConnection> clients = new ArrayList<>();
        for (int at = 0; at < 6; at++) {
            clients.add(client().send("GET /public/a HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }

        for (RawConnection client : clients) {
            assertThat(client.readUntil("0\r\n\r\n")).startsWith("HTTP/1.1 200").contains("fine");
        }
        assertThat(upstream.connections()).isBetween(6 / most, 6);
    }

    @Test
    void anUpstreamThatAllowsNoStreamIsUnavailable() throws IOException {
        upstream(Http2Settings.defaultSettings().maxConcurrentStreams(0), UpstreamHttp2Test::ok);

        assertThat(get("/public/a")).startsWith("HTTP/1.1 502");
    }

    /** The two apps lead to one upstream, and only one of them is impatient. */
    @Test
    void aSlowUpstreamTimesOutAndItsConnectionIsUsedNoMore() throws IOException {
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.path().equals("/public/a")) {
                        ok(stream);
                    }
                });
        App slow = TestApps.app("slow", "localhost", "/public/slow", upstream.port());
        gateway.with(TestApps.waiting(TestApps.speaking(slow, HTTP_2), Duration.ofMillis(300)));
        assertThat(get("/public/a")).contains("fine");
        assertThat(get("/public/slow")).startsWith("HTTP/1.1 504");
        assertThat(get("/public/a")).contains("fine");

        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void aClientThatDoesNotReadHoldsUpItsOwnAnswerOnly() throws Exception {
        FrameUpstream upstream =
                upstream(stream -> {
                    stream.fields(false, ":status: 200");
                    if (stream.path().equals("/public/endless")) {
                        for (int at = 0; at < 400; at++) {
                            stream.data("x".repeat(16_000), false);
                        }
                    }
                    stream.data("fine", true);
                });
        for (int at = 0; at < 5; at++) {
            client().send("GET /public/endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .readUntil("\r\n\r\n");
        }

        assertThat(get("/public/a")).endsWith("fine\r\n0\r\n\r\n");
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void interimAnswersAreNotTheAnswerAndAskForTheBody() throws IOException {
        upstream(stream -> {
            stream.fields(false, ":status: 103", "link: x").fields(false, ":status: 100");
            stream.onData(body -> {
                if (!body.isEmpty()) {
                    stream.fields(false, ":status: 200").data("got " + body, true);
                }
            });
        });
        RawConnection client =
                client().send(
                                "POST /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                                        + "Expect: 100-continue\r\n\r\n");

        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
        assertThat(client.send("body").readUntil("0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("got body");
    }

    @Test
    void anAnswerBeforeTheEndOfTheUploadIsPassedOn() throws IOException {
        upstream(stream -> stream.fields(false, ":status: 413").data("too much", true));

        RawConnection client =
                client().send(
                                "POST /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nhalf");

        assertThat(client.readUntil("0\r\n\r\n")).startsWith("HTTP/1.1 413").contains("too much");
    }

    @Test
    void aClientThatLeavesEndsItsStreamAndNoOther() throws Exception {
        var ended = new java.util.concurrent.CompletableFuture<Void>();
        FrameUpstream upstream =
                upstream(stream -> {
                    if (stream.path().equals("/public/events")) {
                        stream.onEnd(() -> ended.complete(null));
                        stream.fields(false, ":status: 200").data("data: 1\n\n", false);
                    } else {
                        ok(stream);
                    }
                });
        RawConnection client =
                client().send("GET /public/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.readUntil("data: 1\n\n");

        client.close();

        ended.get(60, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(get("/public/a")).contains("fine");
        assertThat(upstream.connections()).isEqualTo(1);
    }
}
