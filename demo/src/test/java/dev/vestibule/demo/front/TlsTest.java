package dev.vestibule.demo.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.demo.testkit.Await;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.SelfSigned;
import dev.vestibule.gateway.GatewayEnvironment;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of the gateway's own: certificates, their renewal, and what a handshake may cost. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@ExtendWith(VertxExtension.class)
final class TlsTest {
    private static final int CONNECTIONS = 64;
    private static final Duration RENEWAL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePorts.next();
    private final int cleartext = FreePorts.next();
    private Path folder;
    private WebSocketClient webSockets;
    private RunningGateway gateway;

    @BeforeAll
    void start(Vertx vertx, @TempDir Path folder) throws Exception {
        SelfSigned.require();
        this.folder = folder;
        webSockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setSsl(true)
                                .setTrustAll(true)
                                .setVerifyHost(false));
        var app =
                vertx.createHttpServer()
                        .requestHandler(TlsTest::app)
                        .listen(0, "127.0.0.1")
                        .await();
        vertx.setPeriodic(60_000, _ -> app.actualPort());
        SelfSigned.make(folder, "first", "localhost");
        SelfSigned.make(folder, "wild", "*.wiki.test");
        Files.writeString(folder.resolve("secret"), "only-for-tests");
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                """
                gateway:
                  url: https://localhost:%1$d
                  listen: 127.0.0.1:%1$d
                  tls:
                    - { certificate: ./first.pem, key: ./first.key }
                    - { certificate: ./wild.pem, key: ./wild.key }
                  redirect-http: 127.0.0.1:%2$d
                  management: 127.0.0.1:0
                  limits: { connections: %3$d }
                connections:
                  corp: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}" }
                flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
                apps:
                  open: { match: { path: / }, upstream: "http://127.0.0.1:%4$d", flow: staff, access: [{ public: "true" }] }
                """
                        .formatted(port, cleartext, CONNECTIONS, app.actualPort()));
        gateway = new Gateway(GatewayEnvironment.system()).start(folder).await();
    }

    @AfterAll
    void stop() {
        gateway.close().await();
    }

    @Test
    void aRequestPassesAndEveryAnswerHasHsts() throws Exception {
        try (SSLSocket socket = connect("localhost")) {
            assertThat(ask(socket, "/page"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Strict-Transport-Security: max-age=15552000\r\n")
                    .contains("proto=https");
            assertThat(ask(socket, "/a/../b"))
                    .startsWith("HTTP/1.1 400")
                    .contains("Strict-Transport-Security: max-age=15552000\r\n");
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void aClientGetsTheCertificateOfTheNameThatItAsksFor() throws Exception {
        assertThat(subject("localhost")).isEqualTo("CN=first");
        assertThat(subject("a.wiki.test")).isEqualTo("CN=wild");
        assertThat(subject("other.test")).isEqualTo("CN=first");
    }

    @Test
    void aWebSocketOpens() throws Exception {
        Promise<String> echoed = Promise.promise();
        webSockets
                .connect(
                        new WebSocketConnectOptions()
                                .setHost("localhost")
                                .setPort(port)
                                .setURI("/ws"))
                .onSuccess(socket -> {
                    socket.textMessageHandler(echoed::tryComplete);
                    socket.writeTextMessage("hello");
                })
                .onFailure(echoed::tryFail);

        assertThat(echoed.future().await(30, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    @Test
    void connectionsWithoutAHandshakeTakePlacesToo() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            Await.until(
                    "a newcomer is refused",
                    PATIENCE,
                    () -> {
                        // Those of before may have been ended for their silence.
                        fill(silent);
                        return !answers();
                    });
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        Await.until("there are places again", PATIENCE, this::answers);
    }

    private void fill(List<Socket> silent) {
        try {
            for (int at = 0; at < CONNECTIONS; at++) {
                silent.add(new Socket("127.0.0.1", port));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void onlyPlainReadsAreRedirectedFromCleartext() throws Exception {
        assertThat(cleartext("GET /a?b=c", "localhost:" + cleartext))
                .startsWith("HTTP/1.1 308")
                .containsIgnoringCase("location: https://localhost:" + port + "/a?b=c\r\n");
        assertThat(cleartext("POST /a", "localhost")).startsWith("HTTP/1.1 403");
        assertThat(cleartext("GET /a", "evil.test")).startsWith("HTTP/1.1 400");
        assertThat(cleartext("GET //evil.test", "localhost")).startsWith("HTTP/1.1 400");
        assertThat(cleartext("GET http://localhost/", "localhost")).startsWith("HTTP/1.1 400");
    }

    @Test
    void renewedFilesAreUsedAndOpenConnectionsContinue() throws Exception {
        try (SSLSocket open = connect("a.wiki.test")) {
            assertThat(ask(open, "/page", "localhost")).startsWith("HTTP/1.1 200");
            SelfSigned.make(folder, "wild2", "*.wiki.test");
            Files.copy(
                    folder.resolve("wild2.key"),
                    folder.resolve("wild.key"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(
                    folder.resolve("wild2.pem"),
                    folder.resolve("wild.pem"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Await.until("the new certificate is used", RENEWAL, () -> serves("CN=wild2"));
            Files.writeString(folder.resolve("wild.pem"), "garbage");
            assertThat(ask(open, "/page", "localhost")).startsWith("HTTP/1.1 200");
            assertThat(subject("a.wiki.test")).isEqualTo("CN=wild2");
        }
    }

    private boolean serves(String subject) {
        try {
            return subject("a.wiki.test").equals(subject);
        } catch (Exception notYet) {
            return false;
        }
    }

    private boolean answers() {
        try (SSLSocket socket = connect("localhost")) {
            return ask(socket, "/page").startsWith("HTTP/1.1 200");
        } catch (Exception notYet) {
            return false;
        }
    }

    private String subject(String name) throws Exception {
        try (SSLSocket socket = connect(name)) {
            var peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return peer.getSubjectX500Principal().getName();
        }
    }

    @Test
    void aClientThatOffersHttp2GetsIt() throws Exception {
        try (SSLSocket socket = connect("localhost", "h2", "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
        try (SSLSocket socket = connect("localhost", "spdy/3")) {
            assertThat(ask(socket, "/page")).startsWith("HTTP/1.1 200");
        }
    }

    private SSLSocket connect(String name) throws Exception {
        return connect(name, "http/1.1");
    }

    private SSLSocket connect(String name, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private String ask(SSLSocket socket, String path) throws IOException {
        return ask(socket, path, "localhost");
    }

    /** One request, and as much of its answer as has a head and a body of known length. */
    private String ask(SSLSocket socket, String path, String host) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: %s:%d\r\n\r\n".formatted(path, host, port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) next(socket));
        }
        String head = answer.toString();
        String lower = head.toLowerCase(java.util.Locale.ROOT);
        int field = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(head.substring(field, head.indexOf('\r', field)));
        for (int at = 0; at < length; at++) {
            answer.append((char) next(socket));
        }
        return answer.toString();
    }

    private static int next(SSLSocket socket) throws IOException {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
            throw new IOException("closed");
        }
        return octet;
    }

    private String cleartext(String line, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", cleartext)) {
            socket.setSoTimeout(20_000);
            String request =
                    "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(line, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void app(HttpServerRequest request) {
        if ("/ws".equals(request.path())) {
            request.toWebSocket()
                    .onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage));
        } else {
            request.response().end("proto=" + request.getHeader("X-Forwarded-Proto"));
        }
    }

    /** Trusts every server: the test looks at the certificate itself. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
