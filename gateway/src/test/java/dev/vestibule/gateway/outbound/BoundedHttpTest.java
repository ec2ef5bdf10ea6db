package dev.vestibule.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.outbound.OutboundFailure.Kind;
import dev.vestibule.gateway.testing.LogLines;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class BoundedHttpTest {
    private Vertx vertx;
    private BoundedHttp http;
    private BoundedHttp impatient;

    private final LogLines log = LogLines.everything();

    @BeforeEach
    void listen(Vertx vertx) {
        this.vertx = vertx;
        http = new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(30), 1_000));
        impatient = new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(1), 1_000));
    }

    @AfterEach
    void close() {
        log.close();
        http.close().await();
        impatient.close().await();
    }

    @Test
    void anAnswerAsLargeAsTheLimitIsReadWhole(VertxTestContext context) {
        URI address = serve(request -> request.response().end("x".repeat(1_000)));

        get(address)
                .onComplete(
                        context.succeeding(answer ->
                                context.verify(() -> {
                                    assertThat(answer.body().length()).isEqualTo(1_000);
                                    context.completeNow();
                                })));
    }

    @Test
    void anAnswerOneByteLargerIsRefused(VertxTestContext context) {
        URI address = serve(request -> request.response().end("x".repeat(1_001)));

        get(address)
                .onComplete(
                        failing(
                                context,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.GARBLED)));
    }

    @Test
    void aRedirectThatIsNotFollowedLeavesTheLogQuiet(VertxTestContext context) {
        URI address =
                serve(request ->
                        request.response()
                                .setStatusCode(302)
                                .putHeader("location", "/canary")
                                .end("canary"));

        get(address)
                .onComplete(
                        failing(
                                context,
                                failure -> {
                                    assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
                                    assertThat(log.lines()).isEmpty();
                                }));
    }

    @Test
    void anAnswerThatIsGivenUpClosesItsConnection(VertxTestContext context) {
        Checkpoint closed = context.checkpoint();
        URI address = serve(request -> request.connection().closeHandler(_ -> closed.flag()));

        get(impatient, address)
                .onComplete(
                        failing(
                                context,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE)));
    }

    @Test
    void theCallersOwnContextIsAnswered(VertxTestContext context) {
        URI address = serve(request -> request.response().end());
        Context own = vertx.getOrCreateContext();

        own.runOnContext(_ ->
                get(address)
                        .onComplete(_ ->
                                context.verify(() -> {
                                    assertThat(Vertx.currentContext()).isEqualTo(own);
                                    context.completeNow();
                                })));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(VertxTestContext context, @TempDir Path folder)
            throws IOException, InterruptedException {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(selfSigned(folder));
        URI address = serve(options, "https://localhost", request -> request.response().end());

        get(address)
                .onComplete(
                        failing(
                                context,
                                failure -> {
                                    assertThat(failure)
                                            .hasMessageContaining("SSLHandshakeException");
                                    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                                }));
    }

    @Test
    void anAnswerThatIsNotHttpIsUnavailable(VertxTestContext context) {
        NetServer server =
                vertx.createNetServer()
                        .connectHandler(socket -> socket.end(Buffer.buffer("canary\r\n\r\n")))
                        .listen(0, "127.0.0.1")
                        .await();

        get(URI.create("http://127.0.0.1:" + server.actualPort()))
                .onComplete(
                        failing(
                                context,
                                failure -> {
                                    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                                    assertThat(failure).hasMessageNotContaining("canary");
                                    assertThat(log.lines()).isEmpty();
                                }));
    }

    /** The call fails, and so it does. */
    private static Handler<AsyncResult<HttpAnswer>> failing(
            VertxTestContext context, Consumer<OutboundFailure> so) {
        Checkpoint failed = context.checkpoint();
        return context.failing(failure ->
                context.verify(() -> {
                    assertThat(failure).isInstanceOfSatisfying(OutboundFailure.class, so);
                    failed.flag();
                }));
    }

    private Future<HttpAnswer> get(URI address) {
        return get(http, address);
    }

    private static Future<HttpAnswer> get(BoundedHttp client, URI address) {
        return client.send(new BoundedHttp.Request("GET", address, Map.of(), ""));
    }

    private URI serve(Handler<HttpServerRequest> handler) {
        return serve(new HttpServerOptions(), "http://localhost", handler);
    }

    private URI serve(
            HttpServerOptions options, String origin, Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
        int port = server.listen(0, "localhost").await().actualPort();
        return URI.create(origin + ":" + port);
    }

    private static PfxOptions selfSigned(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("self-signed.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "localhost",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-keyalg",
                                "EC",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit")
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
