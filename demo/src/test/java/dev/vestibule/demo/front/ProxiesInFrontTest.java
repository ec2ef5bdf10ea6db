package dev.vestibule.demo.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.gateway.GatewayEnvironment;

import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.junit5.VertxExtension;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The blocks of docs/operations.md for proxies in front, as they are written there. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ProxiesInFrontTest {
    private static final int LARGE = 20_000_000;

    @TempDir private Path folder;

    private final int front = FreePorts.next();
    private Vertx vertx;

    /** Kept: a client that nothing refers to is closed when the garbage collector finds it. */
    private WebSocketClient webSockets;

    private FrontedApp app;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RunningGateway gateway;
    private int gatewayPort;

    @BeforeEach
    void startTheGateway(Vertx vertx) throws IOException {
        this.vertx = vertx;
        webSockets = vertx.createWebSocketClient();
        app = FrontedApp.start(vertx, "", request -> String.valueOf(request.path()));
        int open = app.port();
        int internal = serve(request -> request.response().end("internal"));
        gatewayPort = FreePorts.next();
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                """
                gateway:
                  url: http://localhost:%d
                  listen: 127.0.0.1:%d
                  management: 127.0.0.1:0
                  trusted-proxies: [127.0.0.1]
                connections:
                  corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}" }
                flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
                apps:
                  open: { match: { path: / }, upstream: "http://127.0.0.1:%d", flow: staff, access: [{ public: "true" }] }
                  internal: { match: { host: internal.test }, upstream: "http://127.0.0.1:%d", flow: staff, access: [{ public: "true" }] }
                """
                        .formatted(front, gatewayPort, open, internal));
        Files.writeString(folder.resolve("secret"), "only-for-tests");
        gateway = new Gateway(GatewayEnvironment.system()).start(folder).await();
    }

    @AfterEach
    void stop() {
        gateway.close().await();
        http.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWebSocketOfTheAppsOwnPagesOpens(FrontProxy.Kind kind) throws Exception {
        try (FrontProxy _ = FrontProxy.start(kind, folder, front, gatewayPort)) {
            Promise<String> echoed = Promise.promise();
            webSockets
                    .connect(webSocket("http://localhost:" + front))
                    .onSuccess(socket -> {
                        socket.textMessageHandler(echoed::tryComplete);
                        socket.writeTextMessage("hello");
                    })
                    .onFailure(echoed::tryFail);

            assertThat(echoed.future().await(30, TimeUnit.SECONDS)).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWebSocketOfAnotherOriginDoesNotOpen(FrontProxy.Kind kind) throws Exception {
        try (FrontProxy _ = FrontProxy.start(kind, folder, front, gatewayPort)) {
            for (String origin : new String[] {"http://localhost:1", "http://evil.example"}) {
                Assertions.assertThatThrownBy(() ->
                                webSockets.connect(webSocket(origin)).await(30, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                UpgradeRejectedException.class,
                                refused -> assertThat(refused.getStatus()).isEqualTo(403));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventArrivesBeforeTheNextIsThere(FrontProxy.Kind kind) throws Exception {
        try (FrontProxy _ = FrontProxy.start(kind, folder, front, gatewayPort)) {
            InputStream events =
                    http.send(request("/events").build(), BodyHandlers.ofInputStream()).body();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("data: 1");
                app.sendSecondEvent();
                assertThat(lines.lines()).contains("data: 2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyArrivesWhole(FrontProxy.Kind kind) throws Exception {
        try (FrontProxy _ = FrontProxy.start(kind, folder, front, gatewayPort)) {
            HttpRequest upload =
                    request("/upload").POST(BodyPublishers.ofByteArray(new byte[LARGE])).build();

            assertThat(http.send(upload, BodyHandlers.ofString()).body()).isEqualTo("" + LARGE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientChoosesNeitherHostNorAddress(FrontProxy.Kind kind) throws Exception {
        try (FrontProxy _ = FrontProxy.start(kind, folder, front, gatewayPort)) {
            HttpRequest spoofed =
                    request("/echo")
                            .header("X-Forwarded-Host", "internal.test")
                            .header("X-Forwarded-For", "192.0.2.1")
                            .build();

            assertThat(http.send(spoofed, BodyHandlers.ofString()).body())
                    .startsWith("/echo")
                    .contains("x-forwarded-host=localhost:" + front)
                    .contains("x-forwarded-for=127.0.0.1")
                    .doesNotContain("internal", "192.0.2.1");
        }
    }

    private WebSocketConnectOptions webSocket(String origin) {
        return new WebSocketConnectOptions()
                .setHost("localhost")
                .setPort(front)
                .setURI("/ws")
                .addHeader("Origin", origin);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + front + path));
    }

    private int serve(Handler<HttpServerRequest> app) {
        HttpServer server = vertx.createHttpServer().requestHandler(app);
        return server.listen(0, "127.0.0.1").await().actualPort();
    }
}
