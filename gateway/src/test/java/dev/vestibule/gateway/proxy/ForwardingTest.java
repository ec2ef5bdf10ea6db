package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.flow.app.Forwarding.Host;
import dev.vestibule.flow.app.Forwarding.Paths;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the configuration changes between a client and an upstream. */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ForwardingTest {
    private static final String HOST = "Host: localhost";
    private static final long LIMIT = 1024;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private EchoUpstream upstream;
    private TestGateway gateway;

    @BeforeAll
    void start(Vertx vertx) {
        upstream = EchoUpstream.start(vertx, this::answer);
        gateway = TestGateway.start(vertx);
        open("/plain", Forwarding.STANDARD);
        open("/strip", new Forwarding(Paths.STRICT, true, Host.KEEP, Map.of(), true, null));
        open("/bytes", new Forwarding(Paths.AS_IS, true, Host.KEEP, Map.of(), true, null));
        open("/kept", new Forwarding(Paths.STRICT, true, Host.KEEP, Map.of(), false, null));
        open(
                "/set",
                new Forwarding(
                        Paths.STRICT,
                        false,
                        Host.UPSTREAM,
                        Map.of("X-Api-Key", new Secret("k3y"), "Accept-Encoding", new Secret("br")),
                        true,
                        null));
        open("/small", new Forwarding(Paths.STRICT, false, Host.KEEP, Map.of(), true, LIMIT));
    }

    private void open(String path, Forwarding forwarding) {
        App app = TestApps.app("app" + path.substring(1), "localhost", path, upstream.port());
        gateway.with(
                TestApps.ruled(
                        TestApps.forwarded(app, forwarding),
                        List.of(TestApps.rule(Effect.PUBLIC, "true"))));
    }

    /** Answers with a redirect if the request names one, and reads bodies before it does. */
    private void answer(HttpServerRequest request) {
        asked.add(request.uri());
        String to = request.getHeader("X-Redirect");
        if (to != null) {
            String location = to.replace("UPSTREAM", "http://127.0.0.1:" + upstream.port());
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", location)
                    .putHeader("Content-Location", location)
                    .end();
            return;
        }
        request.body().onSuccess(_ -> EchoUpstream.echo(request));
    }

    @ParameterizedTest
    @CsvSource({
        "/strip/a/b?c=%2F,/a/b?c=%2F",
        "/strip,/",
        "/strip?x,/?x",
        "/strip/,/",
        "/%73trip/a,/a",
        "/bytes/a%2fb;c//d,/a%2fb;c//d",
        "/bytes//a,//a",
        "/%62ytes/%61,/a"
    })
    void thePrefixIsRemoved(String asked, String forwarded) throws IOException {
        assertThat(gateway.send("GET " + asked, HOST, "X-Forwarded-Prefix: /evil"))
                .contains("> GET " + forwarded + "\n")
                .containsPattern("> X-Forwarded-Prefix: /(strip|bytes)\n")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/strip/.vestibule/login",
                "/bytes/.vestibule",
                "/bytes//.vestibule/a",
                "/bytes/%2e%76estibule%2Fa",
                "/bytes/.vestibule;a/b"
            })
    void theReservedPrefixIsNeverProxied(String path) throws IOException {
        int before = upstream.hits();

        assertThat(gateway.send("GET " + path, HOST)).startsWith("HTTP/1.1 4");
        assertThat(upstream.hits()).isEqualTo(before);
    }

    @Test
    void fieldsAndHostAreThoseOfTheConfiguration() throws IOException {
        String seen =
                gateway.send(
                        "GET /set/a",
                        HOST,
                        "X_Api.Key: mine",
                        "accept-encoding: gzip",
                        "X-Other: 1");

        assertThat(seen)
                .contains("> Host: 127.0.0.1:" + upstream.port() + "\n")
                .contains("> X-Api-Key: k3y\n")
                .contains("> Accept-Encoding: br\n")
                .contains("> X-Forwarded-Host: localhost\n")
                .contains("> X-Other: 1\n")
                .doesNotContain("mine")
                .doesNotContain("gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "/plain,UPSTREAM/a?b#c,ORIGIN/a?b#c",
        "/plain,UPSTREAM,ORIGIN",
        "/plain,UPSTREAM9/a,UPSTREAM9/a",
        "/plain,/login,/login",
        "/plain,https://idp.example/a,https://idp.example/a",
        "/plain,//other.example/a,//other.example/a",
        "/plain,next,next",
        "/strip,UPSTREAM/a,ORIGIN/strip/a",
        "/strip,UPSTREAM,ORIGIN/strip",
        "/strip,/login,/strip/login",
        "/strip,/strip/login,/strip/login",
        "/strip,/stripes,/strip/stripes",
        "/strip,ORIGIN/login,ORIGIN/strip/login",
        "/strip,//other.example/a,//other.example/a",
        "/kept,UPSTREAM/a,UPSTREAM/a",
        "/kept,/login,/login"
    })
    void redirectsLeadToTheApp(String app, String location, String expected) throws IOException {
        String answer =
                gateway.send(
                        "GET " + app, HOST, "X-Redirect: " + location.replace("ORIGIN", origin()));

        String full =
                expected.replace("ORIGIN", origin())
                        .replace("UPSTREAM", "http://127.0.0.1:" + upstream.port());
        assertThat(answer.lines().map(line -> line.toLowerCase(Locale.ROOT)))
                .contains("location: " + full, "content-location: " + full);
    }

    private String origin() {
        return "http://localhost:" + gateway.port;
    }

    @Test
    void aBodyThatSaysThatItIsTooLongReachesNoUpstream() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port)) {
            String head =
                    "POST /small/declared HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                            .formatted(LIMIT + 1);
            String refused = client.send(head).readUntil("}");

            assertThat(refused).startsWith("HTTP/1.1 413").contains("body_too_large", "1 KB");
        }
        assertThat(asked).doesNotContain("/small/declared");
    }

    @Test
    void aBodyThatIsTooLongIsCutOff() throws IOException {
        assertThat(chunks((int) LIMIT)).startsWith("HTTP/1.1 200");
        assertThat(chunks((int) LIMIT + 1)).startsWith("HTTP/1.1 413").contains("1 KB");
    }

    private String chunks(int length) throws IOException {
        String chunk = Integer.toHexString(length - 1) + "\r\n" + "x".repeat(length - 1) + "\r\n";
        return RawClient.send(
                gateway.port,
                "POST /small/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n"
                        + chunk
                        + "1\r\ny\r\n0\r\n\r\n");
    }
}
