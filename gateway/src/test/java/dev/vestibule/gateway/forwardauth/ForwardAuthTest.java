package dev.vestibule.gateway.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.proxy.TestGateway;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a proxy is told about a request, whoever has written the fields of its question. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ForwardAuthTest {
    private static final String PAGE = "Accept: text/html";

    private Vertx vertx;
    private TestGateway gateway;
    private TestGateway untrusting;
    private String cookie = "";

    @BeforeAll
    void signIn(Vertx vertx) throws IOException {
        this.vertx = vertx;
        gateway = TestGateway.behindProxy(vertx);
        gateway.with(TestApps.behindForwardAuth(TestApps.wiki(1)))
                .with(
                        TestApps.behindForwardAuth(
                                TestApps.asserting(TestApps.app("other", "other.test", "/", 1))))
                .with(TestApps.app("proxied", "proxied.test", "/", 1));
        cookie = "Cookie: " + gateway.login("ada", "staff");
        untrusting = TestGateway.start(vertx);
        untrusting.with(TestApps.behindForwardAuth(TestApps.wiki(1)));
    }

    /** As Caddy and Traefik ask. */
    private String ask(String method, String host, String uri, String... fields)
            throws IOException {
        return question(
                gateway,
                "/.vestibule/verify",
                Stream.concat(
                                Stream.of(
                                        "X-Forwarded-Method: " + method,
                                        "X-Forwarded-Proto: http",
                                        "X-Forwarded-Host: " + host,
                                        "X-Forwarded-Uri: " + uri),
                                Stream.of(fields))
                        .toArray(String[]::new));
    }

    private static String question(TestGateway of, String path, String... fields)
            throws IOException {
        return of.send(
                "GET " + path,
                Stream.concat(Stream.of("Host: 127.0.0.1"), Stream.of(fields))
                        .toArray(String[]::new));
    }

    @Test
    void aUserWhomTheRulesAdmitHasEveryIdentityHeader() throws IOException {
        assertThat(ask("GET", "localhost", "/page?x=1", cookie))
                .startsWith("HTTP/1.1 200")
                .contains(
                        "X-Forwarded-User: ada\r\n",
                        "X-Forwarded-Email: ada@example.org\r\n",
                        "X-Forwarded-Groups: staff,adas\r\n",
                        "Remote-User: ada\r\n",
                        "X-Auth-Request-User: ada\r\n")
                .containsIgnoringCase("cache-control: no-store")
                .doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void aPublicRequestWithoutASessionHasEveryHeaderAndNoValue() throws IOException {
        assertThat(ask("GET", "localhost", "/public/x", PAGE))
                .startsWith("HTTP/1.1 200")
                .contains(
                        "X-Forwarded-User: \r\n",
                        "X-Forwarded-Email: \r\n",
                        "X-Forwarded-Groups: \r\n",
                        "X-Forwarded-Acr: \r\n",
                        "Remote-User: \r\n",
                        "Remote-Name: \r\n");
        assertThat(ask("GET", "other.test", "/public/x")).contains("X-Vestibule-Assertion: \r\n");
    }

    @Test
    void aBrowserIsSentToTheLoginAndBackToThePageOfTheApp() throws IOException {
        assertThat(ask("GET", "localhost", "/a?b=c", PAGE))
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase(
                        "location: http://localhost:"
                                + gateway.port
                                + "/.vestibule/login?app=wiki&return=%2Fa%3Fb%3Dc\r\n");
        assertThat(ask("GET", "other.test", "/a", PAGE))
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase("set-cookie: __Host-vestibule-browser=")
                .contains("&binding=");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Accept: application/json",
        "POST, Accept: text/html",
        "OPTIONS, Accept: text/html",
        "DELETE, Accept: text/html"
    })
    void aProgramIsNeverRedirected(String method, String field) throws IOException {
        assertThat(ask(method, "localhost", "/a", field))
                .startsWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("location:");
    }

    @Test
    void aRefusedUserGetsThePageWithStatus403() throws IOException {
        assertThat(ask("GET", "localhost", "/forbidden", cookie, PAGE))
                .startsWith("HTTP/1.1 403")
                .contains("<html")
                .doesNotContain("X-Forwarded-User: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/public/x", "/forbidden"})
    void anUntrustedPeerLearnsNothingAboutAnybody(String uri) throws IOException {
        String known = "Cookie: " + untrusting.login("ada", "staff");
        List<String> answers =
                Stream.of(known, "X-Nothing: 1")
                        .map(field -> askUntrusting(uri, field).replaceAll("reference.*", ""))
                        .distinct()
                        .toList();

        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst()).startsWith("HTTP/1.1 403").doesNotContain("ada");
    }

    private String askUntrusting(String uri, String field) {
        try {
            return question(
                    untrusting,
                    "/.vestibule/verify",
                    "X-Forwarded-For: 127.0.0.1",
                    "X-Forwarded-Method: GET",
                    "X-Forwarded-Proto: http",
                    "X-Forwarded-Host: localhost",
                    "X-Forwarded-Uri: " + uri,
                    field);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../forbidden",
                "/public/..",
                "/public/%2e%2e/forbidden",
                "/public/.%2e/x",
                "/public%2f..%2fx",
                "/public//x",
                "//public/x",
                "/public/;x",
                "/public%5cx",
                "/public\\x",
                "/%70ublic/x",
                "/public/x%00",
                "/public/x#y",
                "public/x",
                "http://localhost/public/x",
                "*",
                "/public/%7Ea",
                "/.vestibule/login",
                "/.vestibule"
            })
    void aPathThatAnAppCouldReadInAnotherWayIsRefused(String uri) throws IOException {
        assertThat(ask("GET", "localhost", uri, cookie)).containsPattern("^HTTP/1.1 40[0-4]");
    }

    @Test
    void theDigitsOfAnEncodingMayBeInSmallLetters() throws IOException {
        assertThat(ask("GET", "localhost", "/caf%c3%a9?q=%2f", cookie)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Uri: /public/x",
                "X-Forwarded-Method: GET",
                "X-Forwarded-Host: localhost",
                "X-Forwarded-Host: other.test",
                "X-Forwarded-Proto: https",
                "X-Original-URL: http://localhost/public/x",
                "X-Original-URL: http://other.test/page",
                "X-Original-Method: GET",
                "X-Forwarded-User: root",
                "X_Forwarded_User: root",
                "X-Forwarded_User: root",
                "x.forwarded.user: root",
                "Remote-User: root",
                "remote_user: root",
                "REMOTE.GROUPS: root",
                "X-Auth-Request-Email: root",
                "X-Vestibule-Assertion: root",
                "X_Vestibule-Assertion: root",
                "X_Forwarded_For: 192.0.2.1",
                "X_Original_URL: /x"
            })
    void aFieldThatContradictsOrSpeaksForAUserIsRefused(String field) throws IOException {
        assertThat(ask("GET", "localhost", "/page", cookie, field))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("root", "ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Method",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "X-Forwarded-Uri"
            })
    void aQuestionThatLacksAFieldIsRefused(String missing) throws IOException {
        String[] fields =
                Stream.of(
                                "X-Forwarded-Method: GET",
                                "X-Forwarded-Proto: http",
                                "X-Forwarded-Host: localhost",
                                "X-Forwarded-Uri: /public/x",
                                cookie)
                        .filter(field -> !field.startsWith(missing))
                        .toArray(String[]::new);

        assertThat(question(gateway, "/.vestibule/verify", fields)).startsWith("HTTP/1.1 400");
        assertThat(question(gateway, "/.vestibule/verify")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET, POST", "G ET", "get\tx", "GET("})
    void aMethodThatIsNoneIsRefused(String method) throws IOException {
        assertThat(ask(method, "localhost", "/public/x", cookie)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void aMethodThatIsNeverProxiedIsRefused(String method) throws IOException {
        assertThat(ask(method, "localhost", "/page", cookie)).startsWith("HTTP/1.1 400");
    }

    @Test
    void rulesReadTheMethodOfTheRequestAndNotOfTheQuestion() throws IOException {
        try (TestGateway ruled = TestGateway.behindProxy(vertx)) {
            ruled.with(
                    TestApps.behindForwardAuth(
                            TestApps.ruled(
                                    1, TestApps.rule(Effect.PUBLIC, "request.method == 'GET'"))));
            assertThat(methodAsked(ruled, "GET")).startsWith("HTTP/1.1 200");
            assertThat(methodAsked(ruled, "POST")).startsWith("HTTP/1.1 403");
            assertThat(methodAsked(ruled, "GET", "X-HTTP-Method-Override: DELETE"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void theCookieOfAnotherAppsHostOpensNothing() throws IOException {
        assertThat(ask("GET", "other.test", "/page", cookie, PAGE)).startsWith("HTTP/1.1 303");
        assertThat(ask("GET", "LOCALHOST", "/page", cookie, PAGE)).startsWith("HTTP/1.1 200");
    }

    @Test
    void anAppWithAnUpstreamIsNotAskedAboutAndOneWithoutIsNotProxied() throws IOException {
        assertThat(ask("GET", "proxied.test", "/public/x")).startsWith("HTTP/1.1 403");
        assertThat(ask("GET", "unknown.test", "/public/x")).startsWith("HTTP/1.1 404");
        assertThat(gateway.send("GET /public/x", "Host: other.test")).startsWith("HTTP/1.1 404");
    }

    /** Caddy leaves the client's query on the question. */
    @Test
    void theQueryOfTheQuestionMeansNothing() throws IOException {
        assertThat(
                        question(
                                gateway,
                                "/.vestibule/verify?x=%ff&answer=status",
                                "X-Forwarded-Method: GET",
                                "X-Forwarded-Proto: http",
                                "X-Forwarded-Host: localhost",
                                "X-Forwarded-Uri: /page",
                                cookie))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void nginxGetsOnlyWhatItUnderstands() throws IOException {
        assertThat(nginx("status", "/page", cookie))
                .startsWith("HTTP/1.1 200")
                .contains("Remote-User: ada");
        assertThat(nginx("status", "/page", PAGE))
                .startsWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("set-cookie", "location:");
        assertThat(nginx("status", "/forbidden", cookie, PAGE)).startsWith("HTTP/1.1 403");
        assertThat(nginx("status", "/public/../page", cookie, PAGE)).startsWith("HTTP/1.1 403");
        assertThat(nginx("status", "/page", cookie, "Remote-User: root"))
                .startsWith("HTTP/1.1 403");
        assertThat(nginx("nothing", "/page", cookie)).startsWith("HTTP/1.1 404");
    }

    @Test
    void theAnswerAfterARefusalIsNever200() throws IOException {
        assertThat(nginx("refusal", "/page?a", PAGE))
                .startsWith("HTTP/1.1 303")
                .contains("/login?");
        assertThat(nginx("refusal", "/page?a", cookie, PAGE))
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase("location: /page?a\r\n")
                .doesNotContain("Remote-User");
        assertThat(
                        question(
                                gateway,
                                "/.vestibule/verify-refusal",
                                "X-Original-Method: POST",
                                "X-Original-URL: http://localhost/page",
                                cookie))
                .startsWith("HTTP/1.1 503");
    }

    @Test
    void envoyTellsTheRequestByItsOwn() throws IOException {
        assertThat(
                        gateway.send(
                                "GET /.vestibule/verify/page?q=%ff",
                                "Host: localhost",
                                "X-Forwarded-Proto: http",
                                "Content-Type: multipart/form-data; boundary=x",
                                cookie))
                .startsWith("HTTP/1.1 200")
                .contains("Remote-User: ada");
        assertThat(
                        gateway.send(
                                "POST /.vestibule/verify/public/x",
                                "Host: localhost",
                                "X-Forwarded-Proto: http"))
                .startsWith("HTTP/1.1 200");
        assertThat(
                        gateway.send(
                                "GET /.vestibule/verify/page",
                                "Host: localhost",
                                "X-Forwarded-Proto: http",
                                "X-Forwarded-Method: GET",
                                "X-Forwarded-Host: localhost",
                                "X-Forwarded-Uri: /public/x",
                                cookie))
                .startsWith("HTTP/1.1 400");
        assertThat(
                        gateway.send(
                                "GET /.vestibule/verify/public/../page",
                                "Host: localhost",
                                "X-Forwarded-Proto: http",
                                cookie))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aWebSocketOfAnotherOriginIsRefused() throws IOException {
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        assertThat(ask("GET", "localhost", "/ws", cookie, key, "Origin: http://evil.test"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask("GET", "localhost", "/ws", cookie, key, "Origin: http://localhost"))
                .startsWith("HTTP/1.1 200");
    }

    private String nginx(String answer, String uri, String... fields) throws IOException {
        return question(
                gateway,
                "/.vestibule/verify-" + answer,
                Stream.concat(
                                Stream.of(
                                        "X-Original-Method: GET",
                                        "X-Original-URL: http://localhost" + uri,
                                        "Content-Type: multipart/form-data; boundary=x"),
                                Stream.of(fields))
                        .toArray(String[]::new));
    }

    private String methodAsked(TestGateway of, String method, String... fields) throws IOException {
        return question(
                of,
                "/.vestibule/verify",
                Stream.concat(
                                Stream.of(
                                        "X-Forwarded-Method: " + method,
                                        "X-Forwarded-Proto: http",
                                        "X-Forwarded-Host: localhost",
                                        "X-Forwarded-Uri: /page"),
                                Stream.of(fields))
                        .toArray(String[]::new));
    }
}
