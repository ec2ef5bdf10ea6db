package dev.vestibule.gateway.proxy;

import static dev.vestibule.gateway.testing.Http2Client.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamHttp.Version;
import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.gateway.testing.Http2Client;
import dev.vestibule.gateway.testing.TestCertificate;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server of Node.js, whose HTTP/2 is nghttp2, with TLS and without. */
@Timeout(180)
@ExtendWith(VertxExtension.class)
final class RealHttp2Test {
    /** Answers a call as gRPC does: pieces while it runs, and a status in the trailers. */
    private static final String SERVER =
            """
            const http2 = require('node:http2'), fs = require('node:fs');
            const [kind, folder] = process.argv.slice(2);
            const server = kind === 'https'
              ? http2.createSecureServer({ cert: fs.readFileSync(folder + '/localhost.pem'),
                  key: fs.readFileSync(folder + '/localhost-key.pem') })
              : http2.createServer();
            server.on('stream', (stream, headers) => {
              let trailers = {};
              stream.on('trailers', sent => { trailers = sent; });
              stream.respond({ ':status': 200, 'content-type': 'application/grpc' },
                { waitForTrailers: true });
              stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0',
                'x-seen': [headers[':scheme'], headers[':authority'], headers['te'],
                  headers['x-forwarded-user'], trailers['x-checksum']].join(' ') }));
              stream.on('data', piece => stream.write('got ' + piece));
              stream.on('end', () => stream.end());
            });
            server.listen(0, '127.0.0.1', () => console.log(server.address().port));
            """;

    @TempDir static Path folder;

    private @Nullable Process node;
    private TestGateway gateway;
    private Http2Client client;

    @BeforeAll
    static void certify() throws Exception {
        TestCertificate.make(folder, "localhost");
    }

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        boolean present =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "node")));
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(present, "needs Node.js");
        }
        TestCertificate pair = TestCertificate.in(folder, "localhost");
        gateway = TestGateway.startTls(vertx, pair);
        client = new Http2Client(gateway.port);
    }

    @AfterEach
    void stop() {
        Process running = node;
        if (running != null) {
            running.destroyForcibly();
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aCallStreamsBothWaysAndHasItsStatus(String scheme) throws Exception {
        TestCertificate pair = TestCertificate.in(folder, "localhost");
        URI upstream = URI.create(scheme + "://localhost:" + serve(scheme));
        UpstreamTls tls =
                scheme.equals("https")
                        ? new UpstreamTls(pair.certificate(), null)
                        : UpstreamTls.STANDARD;
        gateway.with(
                TestApps.speaking(
                        TestApps.securely(upstream, tls),
                        new UpstreamHttp(Version.HTTP_2, List.of(), null)));
        String cookie = cookie();
        for (int at = 0; at < 20; at++) {
            var call = client.open(head("POST", "/pkg.Service/M", cookie, "te: trailers"), false);
            call.data("one".getBytes(StandardCharsets.US_ASCII), false);
            assertThat(call.first()).isEqualTo("got one");
            call.data("two".getBytes(StandardCharsets.US_ASCII), false);
            call.trailers(new DefaultHttp2Headers(false).add("x-checksum", "7"));

            var answer = call.answer();

            assertThat(answer.body()).isEqualTo("got onegot two");
            assertThat(answer.whole()).isTrue();
            assertThat(answer.trailers().get("grpc-status")).hasToString("0");
            assertThat(answer.trailers().get("x-seen"))
                    .hasToString(scheme + " localhost trailers ada 7");
        }
    }

    private String cookie() throws Exception {
        var answer = client.send("GET", "/.vestibule/test-login?flow=staff&user=ada");
        return "cookie: "
                + answer.head().getAll("set-cookie").stream()
                        .map(CharSequence::toString)
                        .filter(each -> each.startsWith("__Host-vestibule-session="))
                        .map(each -> each.substring(0, each.indexOf(';')))
                        .findFirst()
                        .orElseThrow();
    }

    private int serve(String scheme) throws IOException {
        Path script = folder.resolve("server.js");
        Files.writeString(script, SERVER);
        Process running =
                new ProcessBuilder("node", script.toString(), scheme, folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        node = running;
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(running.getInputStream(), StandardCharsets.US_ASCII));
        return Integer.parseInt(String.valueOf(said.readLine()).strip());
    }
}
