package dev.vestibule.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.idp.AuthenticationFailure;
import dev.vestibule.gateway.idp.AuthenticationFailure.Reason;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

final class BoundedHttpTest {
    private final Vertx vertx = Vertx.vertx();
    private final BoundedHttp http =
            new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(30), 1_000));
    private final BoundedHttp impatient =
            new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(1), 1_000));

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void close() {
        root.detachAppender(log);
        OidcFixture.await(http.close());
        OidcFixture.await(impatient.close());
        OidcFixture.await(vertx.close());
    }

    @Test
    void anAnswerAsLargeAsTheLimitIsReadWhole() {
        URI address = serve(request -> request.response().end("x".repeat(1_000)));

        HttpAnswer answer = OidcFixture.await(get(address));

        assertThat(answer.body().length()).isEqualTo(1_000);
    }

    @Test
    void anAnswerOneByteLargerIsRefused() {
        URI address = serve(request -> request.response().end("x".repeat(1_001)));
        assertThat(failure(address).reason()).isEqualTo(Reason.PROVIDER_GARBLED);
    }

    @Test
    void aRedirectThatIsNotFollowedLeavesTheLogQuiet() {
        URI address =
                serve(request ->
                        request.response()
                                .setStatusCode(302)
                                .putHeader("location", "/canary")
                                .end("canary"));

        assertThat(failure(address).reason()).isEqualTo(Reason.PROVIDER_GARBLED);
        assertThat(log.list).isEmpty();
    }

    @Test
    void anAnswerThatIsGivenUpClosesItsConnection() {
        Promise<Void> closed = Promise.promise();
        URI address = serve(request -> request.connection().closeHandler(_ -> closed.complete()));

        assertThat(failure(impatient, address).reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);

        OidcFixture.await(closed.future());
    }

    @Test
    void theCallersOwnContextIsAnswered() {
        URI address = serve(request -> request.response().end());
        Promise<Boolean> own = Promise.promise();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(_ ->
                get(address).onComplete(_ -> own.complete(context.equals(Vertx.currentContext()))));

        assertThat(OidcFixture.await(own.future())).isTrue();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder)
            throws IOException, InterruptedException {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(selfSigned(folder));
        URI address = serve(options, "https://localhost", request -> request.response().end());

        AuthenticationFailure failure = failure(address);

        assertThat(failure).hasMessageContaining("SSLHandshakeException");
        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void anAnswerThatIsNotHttpIsUnavailable() {
        int port =
                OidcFixture.await(
                                vertx.createNetServer()
                                        .connectHandler(socket ->
                                                socket.end(Buffer.buffer("canary\r\n\r\n")))
                                        .listen(0, "127.0.0.1"))
                        .actualPort();

        AuthenticationFailure failure = failure(URI.create("http://127.0.0.1:" + port));

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(failure).hasMessageNotContaining("canary");
        assertThat(log.list).isEmpty();
    }

    private AuthenticationFailure failure(URI address) {
        return failure(http, address);
    }

    private static AuthenticationFailure failure(BoundedHttp client, URI address) {
        return catchThrowableOfType(
                AuthenticationFailure.class, () -> OidcFixture.await(get(client, address)));
    }

    private Future<HttpAnswer> get(URI address) {
        return get(http, address);
    }

    private static Future<HttpAnswer> get(BoundedHttp client, URI address) {
        return client.send(new HTTPRequest(HTTPRequest.Method.GET, address));
    }

    private URI serve(Handler<HttpServerRequest> handler) {
        return serve(new HttpServerOptions(), "http://localhost", handler);
    }

    private URI serve(
            HttpServerOptions options, String origin, Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
        int port = OidcFixture.await(server.listen(0, "localhost")).actualPort();
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
