package dev.vestibule.demo.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.WebPage;
import dev.vestibule.demo.web.DemoPages;
import dev.vestibule.gateway.GatewayEnvironment;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The blocks of docs/forward-auth.md, as they are written there. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(VertxExtension.class)
final class AskingProxiesTest {
    private static final int LARGE = 20_000_000;

    private Path folder;

    private final DemoIdentityProvider provider = DemoIdentityProvider.start(0, new DemoPages());
    private final int front = FreePorts.next();
    private final int gatewayPort = FreePorts.next();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FrontedApp app;
    private WebSocketClient webSockets;
    private AskingProxy.Ports ports;
    private RunningGateway gateway;

    @BeforeAll
    void start(Vertx vertx, @TempDir Path folder) throws IOException {
        this.folder = folder;
        // Apache gives up the rights of root, and has to read its script.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        provider.warmUp();
        webSockets = vertx.createWebSocketClient();
        app = FrontedApp.start(vertx, "/public", request -> request.method() + " " + request.uri());
        ports = new AskingProxy.Ports(front, gatewayPort, app.port());
        Path config = Files.createDirectory(folder.resolve("gateway"));
        Files.writeString(config.resolve("secret"), "only-for-tests");
        Files.writeString(
                config.resolve("vestibule.yaml"),
                """
                gateway:
                  url: http://localhost:%d
                  listen: 127.0.0.1:%d
                  management: 127.0.0.1:0
                  trusted-proxies: [127.0.0.1]
                connections:
                  corp: { type: oidc, issuer: "%s", client-id: v, client-secret: "${file:secret}" }
                flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
                apps:
                  wiki:
                    match: { host: 127.0.0.1 }
                    forward-auth: true
                    flow: staff
                    access:
                      - public: request.path.startsWith("/public/") && request.method != "DELETE"
                      - deny: request.path.startsWith("/forbidden/")
                      - allow: true
                """
                        .formatted(front, gatewayPort, provider.issuer("demo")));
        gateway = new Gateway(GatewayEnvironment.system()).start(config).await();
    }

    @AfterAll
    void stop() {
        gateway.close().await();
        provider.close();
        http.close();
    }

    @ParameterizedTest
    @EnumSource
    void aUserSignsInUsesTheAppAndSignsOut(AskingProxy kind) throws Exception {
        try (FrontProxy _ = started(kind);
                PlainBrowser browser = new PlainBrowser()) {
            WebPage form = browser.open(at("/page?x=%2f"));
            assertThat(form.status()).as(form.body()).isEqualTo(200);
            WebPage page = browser.follow(signIn(browser, form));

            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(page.body())
                    .startsWith("GET /page?x=%2f ")
                    .contains("x-forwarded-user=corp:ada");
            assertThat(browser.fetch(at("/forbidden/x")).status()).isEqualTo(403);
            assertThat(browser.fetch(at("/.vestibule/whoami")).status()).isEqualTo(200);
            assertThat(browser.fetch(at("/.vestibule/verify")).status()).isIn(403, 404);

            WebPage logout = browser.fetch(at("/.vestibule/logout"));
            browser.submit(logout, "logout", Map.of());
            assertThat(browser.fetchJson(at("/page")).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void strangersAndProgramsGetWhatTheGatewayAnswers(AskingProxy kind) throws Exception {
        try (FrontProxy _ = started(kind);
                PlainBrowser browser = new PlainBrowser()) {
            assertThat(browser.fetch(at("/page")).status()).isEqualTo(303);
            assertThat(browser.fetchJson(at("/page")).status()).isEqualTo(401);
            assertThat(browser.post(at("/page"), Map.of("a", "b")).status()).isEqualTo(401);
            assertThat(browser.fetch(at("/public/x")).body()).startsWith("GET /public/x ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noClientSpeaksForAUserOrChoosesAnotherPath(AskingProxy kind) throws Exception {
        try (FrontProxy _ = started(kind)) {
            for (String field :
                    new String[] {
                        "X-Forwarded-User: root",
                        "X_Forwarded_User: root",
                        "x-forwarded.user: root",
                        "X-Forwarded-Uri: /public/y",
                        "X-Original-URL: http://127.0.0.1/public/y",
                        "X-Forwarded-For: 192.0.2.1",
                        "Connection: X-Forwarded-User"
                    }) {
                assertThat(raw("GET /public/x", field)).doesNotContain("root", "192.0.2.1");
                assertThat(raw("GET /page", field)).doesNotContain("HTTP/1.1 200");
            }
            for (String path :
                    new String[] {
                        "/public/../page",
                        "/public/%2e%2e/page",
                        "/public//../page",
                        "//public/x",
                        "/public/x;/../../page",
                        "/public%2f..%2fpage"
                    }) {
                assertThat(raw("GET " + path, "X-Nothing: 1")).doesNotContain("HTTP/1.1 200");
            }
            assertThat(raw("DELETE /public/x", "X-Forwarded-Method: GET"))
                    .doesNotContain("HTTP/1.1 200");
            assertThat(raw("GET /public/x", "X-HTTP-Method-Override: DELETE"))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWebSocketOpensFromPagesOfTheAppOnly(AskingProxy kind) throws Exception {
        try (FrontProxy _ = started(kind)) {
            Promise<String> echoed = Promise.promise();
            webSockets
                    .connect(webSocket("http://127.0.0.1:" + front))
                    .onSuccess(socket -> {
                        socket.textMessageHandler(echoed::tryComplete);
                        socket.writeTextMessage("hello");
                    })
                    .onFailure(echoed::tryFail);
            assertThat(echoed.future().await(30, TimeUnit.SECONDS)).isEqualTo("hello");

            assertThatThrownBy(() ->
                            webSockets
                                    .connect(webSocket("http://evil.example"))
                                    .await(30, TimeUnit.SECONDS))
                    .isInstanceOf(UpgradeRejectedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsAndLargeBodiesPass(AskingProxy kind) throws Exception {
        app.holdSecondEvent();
        try (FrontProxy _ = started(kind)) {
            InputStream events =
                    http.send(
                                    HttpRequest.newBuilder(at("/public/events")).build(),
                                    BodyHandlers.ofInputStream())
                            .body();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("data: 1");
                app.sendSecondEvent();
                assertThat(lines.lines()).contains("data: 2");
            }
            HttpRequest upload =
                    HttpRequest.newBuilder(at("/public/upload"))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofByteArray(new byte[LARGE]))
                            .build();
            assertThat(http.send(upload, BodyHandlers.ofString()).body()).isEqualTo("" + LARGE);
        }
    }

    private FrontProxy started(AskingProxy kind) throws IOException {
        return kind.start(ports, Files.createTempDirectory(folder, "proxy"));
    }

    private static WebPage signIn(PlainBrowser browser, WebPage form) {
        return browser.post(
                form.uri(), Map.of("subject", "ada", "family_name", "Test", "groups", "staff"));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + front + path);
    }

    private String raw(String line, String field) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", front)) {
            socket.setSoTimeout(20_000);
            String request =
                    "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nConnection: close\r\n\r\n"
                            .formatted(line, front, field);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private WebSocketConnectOptions webSocket(String origin) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(front)
                .setURI("/public/ws")
                .addHeader("Origin", origin);
    }
}
