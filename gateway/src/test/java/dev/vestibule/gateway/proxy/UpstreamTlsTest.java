package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.flow.app.UpstreamTls.ClientCertificate;

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
import java.security.KeyStore;
import java.util.Base64;

/** Upstreams with certificates of their own, and what is told of those that cannot be reached. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class UpstreamTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir static Path folder;

    private Vertx vertx;
    private TestGateway gateway;

    /** A certificate for a name, and its key, as PEM files. */
    private record Pair(Path certificate, Path key) {
        static Pair of(String name) {
            return new Pair(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
        }
    }

    @BeforeAll
    static void makeCertificates()
            throws IOException, InterruptedException, GeneralSecurityException {
        make("localhost");
        make("other");
        make("client");
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
        Pair client = Pair.of("client");
        UpstreamTls known =
                new UpstreamTls(
                        Pair.of("localhost").certificate(),
                        new ClientCertificate(client.certificate(), client.key()));

        assertThat(through(port, known)).endsWith("secure");
        assertThat(through(port, trusting("localhost"))).startsWith("HTTP/1.1 502");
    }

    @Test
    void aFileThatHasChangedIsUsedForTheNextConnection() throws IOException {
        int port = serve("localhost", null);
        Path authority = folder.resolve("changing.pem");
        UpstreamTls tls = new UpstreamTls(authority, null);
        Files.copy(Pair.of("other").certificate(), authority);
        assertThat(through(port, tls)).startsWith("HTTP/1.1 502");

        Files.copy(
                Pair.of("localhost").certificate(), authority, StandardCopyOption.REPLACE_EXISTING);

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
        return new UpstreamTls(Pair.of(name).certificate(), null);
    }

    private String through(int port, UpstreamTls tls) throws IOException {
        gateway.withoutApps().with(TestApps.securely(URI.create("https://localhost:" + port), tls));
        return gateway.send("GET /public/a", "Host: localhost");
    }

    private int serve(String name, @Nullable String clients) {
        Pair pair = Pair.of(name);
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
                                    .addCertPath(Pair.of(clients).certificate().toString()));
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

    private static void make(String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:" + name,
                                "-keyalg",
                                "EC",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Pair pair = Pair.of(name);
        write(pair.certificate(), "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(pair.key(), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
