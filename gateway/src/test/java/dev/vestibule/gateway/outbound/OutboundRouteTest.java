package dev.vestibule.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.gateway.OutgoingProxy;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.outbound.BoundedHttp.Limits;
import dev.vestibule.gateway.outbound.OutboundFailure.Kind;
import dev.vestibule.gateway.testing.HostName;
import dev.vestibule.gateway.testing.LogLines;
import dev.vestibule.gateway.testing.TestCertificate;
import dev.vestibule.gateway.testing.TestProxy;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls through a proxy, which is a server of this process. */
@Timeout(240)
final class OutboundRouteTest {
    private static final String PROVIDER = "provider.example";
    private static final Secret PASSWORD = new Secret("canary-password");

    @TempDir static Path folder;
    static TestCertificate provider;
    static TestCertificate stranger;

    @RegisterExtension private final HostName name = new HostName(PROVIDER);
    private final List<MultiMap> served = new CopyOnWriteArrayList<>();
    private final LogLines log = LogLines.everything();
    private TestProxy proxy;

    @BeforeAll
    static void makeCertificates()
            throws IOException, InterruptedException, GeneralSecurityException {
        provider = TestCertificate.make(folder, PROVIDER);
        stranger = TestCertificate.make(folder, "stranger.example");
    }

    @BeforeEach
    void listen() {
        proxy = new TestProxy(name.vertx()).to(serve(provider));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theProxySeesHostAndPortOfTheServerAndNothingElse() {
        HttpAnswer answer = call("https://provider.example/token?canary", settings(null));

        assertThat(answer.body()).hasToString("reached");
        assertThat(proxy.asked()).containsExactly("CONNECT provider.example:443 HTTP/1.1");
        assertThat(proxy.heads().getFirst())
                .doesNotContain("canary", "/token")
                .doesNotContainIgnoringCase("authorization");
    }

    @Test
    void theLoginIsForTheProxyAndNeverReachesTheServer() {
        call("https://provider.example:8443/", settings("gw"));

        String login = Base64.getEncoder().encodeToString("gw:canary-password".getBytes());
        assertThat(proxy.sent("proxy-authorization")).containsExactly("Basic " + login);
        assertThat(proxy.asked()).containsExactly("CONNECT provider.example:8443 HTTP/1.1");
        assertThat(served.getFirst().names())
                .doesNotContain("proxy-authorization", "Proxy-Authorization")
                .contains("authorization");
    }

    @Test
    void aServerThatIsNamedInNoProxyIsCalledDirectly() {
        int direct = serve(provider);

        HttpAnswer answer =
                call("https://provider.example:" + direct, settings(null, List.of(".example")));

        assertThat(answer.body()).hasToString("reached");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void thisMachineIsCalledDirectly() {
        OutboundFailure refused =
                failure("https://localhost:" + serve(provider), settings(null), 60_000);

        assertThat(refused).hasMessageContaining("SSLHandshakeException");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void aTunnelToAnotherServerIsRefusedByItsCertificate() {
        proxy.to(serve(stranger));

        OutboundFailure refused = failure("https://provider.example", settings(null), 60_000);

        assertThat(refused).hasMessageContaining("no answer from https://provider.example: SSL");
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "407 Proxy Authentication Required,; correct username and password",
        "403 Forbidden,''",
        "502 canary,''"
    })
    void aRefusalOfTheProxyIsNamedWithItsStatus(String status, String remedy) {
        proxy.refusing(
                "HTTP/1.1 "
                        + status
                        + "\r\nProxy-Authenticate: Basic realm=\"canary\"\r\nContent-Length: 6\r\n\r\ncanary");

        OutboundFailure refused = failure("https://provider.example/x", settings("gw"), 60_000);

        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refused)
                .hasMessage(
                        "gateway.outgoing-proxy http://127.0.0.1:%d answers with status %s to CONNECT provider.example:443%s",
                        proxy.port(), status.substring(0, 3), remedy);
        assertThat(served).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no HTTP\r\n\r\n", "HTTP/1.1 200 OK"})
    void aProxyThatIsNoneIsNamed(String answer) {
        proxy.refusing(answer);

        OutboundFailure refused = failure("https://provider.example", settings(null), 60_000);

        assertThat(refused)
                .hasMessageStartingWith(
                        "gateway.outgoing-proxy http://127.0.0.1:" + proxy.port() + " ");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        proxy.close();

        OutboundFailure refused = failure("https://provider.example", settings("gw"), 60_000);

        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refused)
                .hasMessageStartingWith(
                        "gateway.outgoing-proxy http://127.0.0.1:%d cannot be reached (",
                        proxy.port());
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aProxyWhoseNameIsNotKnownIsNamed() {
        OutgoingProxy unknown =
                new OutgoingProxy(URI.create("http://proxy.invalid:3128"), null, null, List.of());

        assertThat(failure("https://provider.example", unknown, 60_000))
                .hasMessage(
                        "gateway.outgoing-proxy http://proxy.invalid:3128 has a host name that is not known");
    }

    @Test
    void aTunnelThatDoesNotOpenEndsWithTheTimeOfTheCall() {
        TestProxy silent = new TestProxy(name.vertx());
        silent.to(mute());

        assertThat(failure("https://provider.example", settings(silent, null, List.of()), 300))
                .hasMessageContaining("no whole answer within 300 ms");
    }

    private HttpAnswer call(String address, OutgoingProxy settings) {
        BoundedHttp http = http(settings, 60_000);
        try {
            return http.trusting(provider.certificate()).send(request(address)).await();
        } finally {
            http.close().await();
        }
    }

    private OutboundFailure failure(String address, OutgoingProxy settings, int milliseconds) {
        BoundedHttp http = http(settings, milliseconds);
        OutboundFailure failure =
                catchThrowableOfType(
                        OutboundFailure.class,
                        () -> http.trusting(provider.certificate()).send(request(address)).await());
        http.close().await();
        assertThat(String.valueOf(failure)).doesNotContain("canary");
        return failure;
    }

    private BoundedHttp http(OutgoingProxy settings, int milliseconds) {
        return new BoundedHttp(
                name.vertx(),
                new Limits(Duration.ofMillis(milliseconds), 10_000),
                new OutboundRoute(settings));
    }

    private static BoundedHttp.Request request(String address) {
        return new BoundedHttp.Request(
                "GET",
                URI.create(address),
                Map.of("authorization", List.of("Bearer canary-token")),
                "");
    }

    private OutgoingProxy settings(@Nullable String user) {
        return settings(user, List.of());
    }

    private OutgoingProxy settings(@Nullable String user, List<String> direct) {
        return settings(proxy, user, direct);
    }

    private static OutgoingProxy settings(
            TestProxy proxy, @Nullable String user, List<String> direct) {
        return new OutgoingProxy(
                URI.create("http://127.0.0.1:" + proxy.port()),
                user,
                user == null ? null : PASSWORD,
                direct);
    }

    /** A server that never says anything. */
    private int mute() {
        return name.vertx()
                .createNetServer()
                .connectHandler(_ -> {})
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private int serve(TestCertificate certificate) {
        Vertx vertx = name.vertx();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .addCertPath(certificate.certificate().toString())
                                        .addKeyPath(certificate.key().toString()));
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    served.add(request.headers());
                    request.response().end("reached");
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }
}
