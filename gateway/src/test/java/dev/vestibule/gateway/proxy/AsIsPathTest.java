package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.flow.app.Forwarding.Host;
import dev.vestibule.flow.app.Forwarding.Paths;
import dev.vestibule.gateway.testing.Http2Client;
import dev.vestibule.gateway.testing.Http2Client.Answer;
import dev.vestibule.gateway.testing.TestCertificate;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Paths that servers read in different ways: an app that asks for them gets them byte for byte,
 * none leads out of the app or past a rule, and every other app refuses them.
 */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AsIsPathTest {
    private static final String HOST = "Host: localhost";
    private static final String STRICT = "Host: strict.localhost";
    private static final String RULED = "Host: ruled.localhost";

    private EchoUpstream upstream;
    private TestGateway gateway;
    private TestGateway http2;
    private String cookie = "";

    @BeforeAll
    void start(Vertx vertx, @TempDir Path folder) throws Exception {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        http2 = TestGateway.startTls(vertx, TestCertificate.make(folder, "localhost"));
        mount(gateway);
        mount(http2);
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    private void mount(TestGateway gateway) {
        gateway.with(
                TestApps.ruled(
                        asIs(TestApps.app("notes", "localhost", "/", upstream.port())),
                        List.of(TestApps.rule(Effect.PUBLIC, "true"))));
        gateway.with(
                TestApps.ruled(
                        TestApps.app("strict", "strict.localhost", "/", upstream.port()),
                        List.of(TestApps.rule(Effect.PUBLIC, "true"))));
        gateway.with(
                TestApps.ruled(
                        asIs(TestApps.app("ruled", "ruled.localhost", "/", upstream.port())),
                        List.of(
                                TestApps.rule(Effect.DENY, "request.path.startsWith('/admin')"),
                                TestApps.rule(Effect.PUBLIC, "request.path.startsWith('/open/')"),
                                TestApps.rule(Effect.PUBLIC, "request.path == '/caf%C3%A9'"))));
        gateway.with(
                TestApps.ruled(
                        asIs(TestApps.app("wiki", "wiki.localhost", "/", upstream.port())),
                        List.of(TestApps.rule(Effect.ALLOW, "true"))));
    }

    /** The answer to the same request by HTTP/2. */
    private Answer overHttp2(String method, String path, String host) throws Exception {
        try (Http2Client client = new Http2Client(http2.port)) {
            return client.send(
                    Http2Client.head(method, path).authority(host.substring("Host: ".length())));
        }
    }

    /** A malformed one has no answer, or none that comes from the upstream. */
    private void refusedOverHttp2(String path, String host) throws Exception {
        int before = upstream.hits();

        Answer answer = overHttp2("GET", path, host);

        assertThat(answer.status()).isIn(0, 302, 400, 401, 403, 404);
        assertThat(answer.body()).doesNotStartWith(">");
        assertThat(upstream.hits()).isEqualTo(before);
    }

    private static App asIs(App app) {
        return TestApps.forwarded(
                app, new Forwarding(Paths.AS_IS, false, Host.KEEP, Map.of(), true, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/recipes/default/tiddlers/%24%3A%2FStoryList",
                "/@types%2fnode",
                "/@types%2Fnode/-/node-1.0.tgz",
                "/a//b",
                "//a",
                "/a;v=1/b;w",
                "/a%3Bv",
                "/%7euser/%61",
                "/caf%c3%a9",
                "/a/",
                "/a%2F",
                "/%2F",
                "/a/...;/b",
                "/a%252e%252e/b"
            })
    void whatAnAppAsksForComesByteForByte(String path) throws Exception {
        assertThat(gateway.send("PUT " + path + "?q=%2f;x", HOST, "Content-Length: 0"))
                .contains("> PUT " + path + "?q=%2f;x\n");
        assertThat(overHttp2("PUT", path + "?q=%2f;x", HOST).body())
                .contains("> PUT " + path + "?q=%2f;x\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/@types%2fnode", "/a//b", "//a", "/a;v=1", "/a%3Bv", "/a%2F"})
    void everyOtherAppRefusesItAndSaysWhichPart(String path) throws Exception {
        int before = upstream.hits();

        String refused = gateway.send("GET " + path, STRICT, "Accept: text/html");

        assertThat(refused).startsWith("HTTP/1.1 400").contains("paths: as-is");
        assertThat(refused)
                .containsAnyOf("ways: %2f.", "ways: %2F.", "ways: //.", "ways: ;.", "ways: %3B.");
        assertThat(gateway.send("GET " + path, STRICT)).contains("path_refused");
        assertThat(gateway.send("GET " + path, "Host: unknown.localhost"))
                .startsWith("HTTP/1.1 400");
        assertThat(upstream.hits()).isEqualTo(before);
        assertThat(overHttp2("GET", path, STRICT).body()).contains("path_refused");
        refusedOverHttp2(path, STRICT);
        refusedOverHttp2(path, "Host: unknown.localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/%2e%2e/b",
                "/a%2f..%2fb",
                "/a/..%2fb",
                "/a/..;/b",
                "/a/..;x=1/b",
                "/a/..%3bx/b",
                "/a/%2e%2e%3b/b",
                "/.;/a",
                "/a%2f.",
                "/a\\b",
                "/a%5cb",
                "/a%5C..%5Cb",
                "/a%00",
                "/a%0d%0aX:1",
                "/a%7f",
                "/a%",
                "/a%zz",
                "/a b",
                "/a#b",
                "/a<b",
                "/\u00e4",
                "/.vestibule%2flogin",
                "//.vestibule/login",
                "/%2e%76estibule%2fjwks.json",
                "/.vestibule;x/login",
                "/.vestibule%3B/login",
                "/;/.vestibule/login",
                "/%2f/.Vestibule%2f/jwks.json",
                "/.vestibule;"
            })
    void nothingLeavesTheAppOrReachesTheReservedPrefix(String path) throws Exception {
        int before = upstream.hits();

        assertThat(gateway.send("GET " + path, HOST)).matches("(?s)HTTP/1.[01] 400 .*");
        assertThat(upstream.hits()).isEqualTo(before);
        refusedOverHttp2(path, HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "//admin",
                "/%61dmin",
                "/admin;x",
                "/;x/admin",
                "/%2Fadmin",
                "/open/%2fadmin",
                "/open//admin",
                "/open;/../admin",
                "/%6fpen/a",
                "/open%2Fa",
                "/open;x/a",
                "//open/a"
            })
    void noRuleOnThePathLetsAnUnclearOnePass(String path) throws Exception {
        int before = upstream.hits();

        assertThat(gateway.send("GET " + path, RULED)).startsWith("HTTP/1.1 40");
        assertThat(upstream.hits()).isEqualTo(before);
        refusedOverHttp2(path, RULED);
    }

    @Test
    void aClearPathIsReadByRulesInItsNormalForm() throws Exception {
        assertThat(gateway.send("GET /open/a", RULED)).contains("> GET /open/a\n");
        assertThat(gateway.send("GET /caf%c3%a9", RULED)).contains("> GET /caf%c3%a9\n");
        assertThat(overHttp2("GET", "/caf%c3%a9", RULED).body()).contains("> GET /caf%c3%a9\n");
    }

    @Test
    void theBytesAreThereAgainAfterTheLogin() throws IOException {
        String wiki = "Host: wiki.localhost:" + gateway.port;
        String login = gateway.send("GET /a%2Fb;c//d?e", wiki, "Accept: text/html");
        String start = location(login);
        String binding = TestGateway.cookie(login, "browser");

        String handoff =
                location(
                        gateway.send(
                                "GET " + path(start), "Host: localhost:" + gateway.port, cookie));
        String back = gateway.send("GET " + path(handoff), wiki, "Cookie: " + binding);
        String session = TestGateway.cookie(back, "session");
        String kept = gateway.send("GET " + path(location(back)), wiki, "Cookie: " + session);

        assertThat(location(kept)).isEqualTo("/a%2Fb;c//d?e");
    }

    private static String path(String location) {
        return location.replaceFirst("^http://[^/]+", "");
    }

    private static String location(String answer) {
        return answer.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("location: "))
                .map(line -> line.substring("location: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer));
    }
}
