package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.flow.app.UpstreamTls.ClientCertificate;
import dev.vestibule.gateway.testing.TestCertificate;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/** Upstreams with certificates of their own, and what is told of those that cannot be reached. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class UpstreamTlsTest {
    @TempDir static Path folder;

    private Vertx vertx;
    private TestGateway gateway;

    private static TestCertificate pair(String name) {
        return TestCertificate.in(folder, name);
    }

    @BeforeAll
    static void makeCertificates()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificate.make(folder, "localhost");
        TestCertificate.make(folder, "other");
        TestCertificate.make(folder, "client");
    }

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        gateway = TestGateway.start(vertx);
    }

    @Test
    void anOwnAuthorityIsTrustedAndNoOther() throws IOException {
        int port = serve("localhost", null);

        assertThat(through(port, trusting("localhost"))).contains("200 OK").endsWith("secure");
        assertThat(through(port, UpstreamTls.STANDARD)).startsWith("HTTP/1.1 502");
        assertThat(through(port, trusting("other"))).startsWith("HTTP/1.1 502");
        assertThat(failures(port, "tls")).isEqualTo(2);
    }

    @Test
    void aConnectionOfOneAppIsNotUsedForAnotherWithOtherAuthorities() throws IOException {
        int port = serve("localhost", null);
        assertThat(through(port, trusting("localhost"))).endsWith("secure");

        assertThat(through(port, trusting("other"))).startsWith("HTTP/1.1 502");
    }

    @Test
    void theCertificateHasToNameTheHost() throws IOException {
        int port = serve("other", null);

        assertThat(through(port, trusting("other"))).startsWith("HTTP/1.1 502");
    }

    @Test
    void anUpstreamThatWantsACertificateGetsOne() throws IOException {
        int port = serve("localhost", "client");
        TestCertificate client = pair("client");
        UpstreamTls known =
                new UpstreamTls(
                        pair("localhost").certificate(),
                        new ClientCertificate(client.certificate(), client.key()));

        assertThat(through(port, known)).endsWith("secure");
        assertThat(through(port, trusting("localhost"))).startsWith("HTTP/1.1 502");
    }

    @Test
    void aFileThatHasChangedIsUsedForTheNextConnection() throws IOException {
        int port = serve("localhost", null);
        Path authority = folder.resolve("changing.pem");
        UpstreamTls tls = new UpstreamTls(authority, null);
        Files.copy(pair("other").certificate(), authority);
        assertThat(through(port, tls)).startsWith("HTTP/1.1 502");

        Files.copy(pair("localhost").certificate(), authority, StandardCopyOption.REPLACE_EXISTING);

        assertThat(through(port, tls)).endsWith("secure");
        Files.delete(authority);
        gateway.withoutApps();
    }

    @Test
    void aMissingFileIsTold() throws IOException {
        int port = serve("localhost", null);

        assertThat(through(port, new UpstreamTls(folder.resolve("none.pem"), null)))
                .startsWith("HTTP/1.1 502");
        assertThat(failures(port, "file")).isEqualTo(1);
    }

    @Test
    void theCauseOfAnotherFaultIsTold() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        gateway.with(
                TestApps.securely(URI.create("http://127.0.0.1:" + free), UpstreamTls.STANDARD));
        assertThat(gateway.send("GET /public/a", "Host: localhost")).startsWith("HTTP/1.1 502");

        gateway.withoutApps()
                .with(
                        TestApps.securely(
                                URI.create("http://no-such-host.invalid"), UpstreamTls.STANDARD));
        assertThat(gateway.send("GET /public/a", "Host: localhost")).startsWith("HTTP/1.1 502");

        assertThat(counted("127.0.0.1:" + free, "refused")).isEqualTo(1);
        assertThat(counted("no-such-host.invalid:80", "dns")).isEqualTo(1);
    }

    private double failures(int port, String cause) {
        return counted("localhost:" + port, cause);
    }

    private double counted(String upstream, String cause) {
        var counter =
                gateway.meters
                        .find("vestibule.upstream.failures")
                        .tags("upstream", upstream, "cause", cause)
                        .counter();
        return counter == null ? 0 : counter.count();
    }

    private static UpstreamTls trusting(String name) {
        return new UpstreamTls(pair(name).certificate(), null);
    }

    private String through(int port, UpstreamTls tls) throws IOException {
        gateway.withoutApps().with(TestApps.securely(URI.create("https://localhost:" + port), tls));
        return gateway.send("GET /public/a", "Host: localhost");
    }

    private int serve(String name, @Nullable String clients) {
        TestCertificate pair = pair(name);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .addCertPath(pair.certificate().toString())
                                        .addKeyPath(pair.key().toString()));
        if (clients != null) {
            options.setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(
                            new PemTrustOptions()
                                    .addCertPath(pair(clients).certificate().toString()));
        }
        var server =
                vertx.createHttpServer(options)
                        .requestHandler(request -> request.response().end("secure"))
                        .listen(0, "localhost")
                        .await();
        // Vert.x closes a server that nothing refers to any more.
        vertx.setPeriodic(60_000, _ -> server.actualPort());
        return server.actualPort();
    }
}
