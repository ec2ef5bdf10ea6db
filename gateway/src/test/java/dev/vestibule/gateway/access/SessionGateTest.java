package dev.vestibule.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.RawClient;
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
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Who passes, who is sent to a login and who is refused, before an upstream hears of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class SessionGateTest {
    private static final String HOST = "Host: localhost";
    private static final String PAGE = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    private Vertx vertx;
    private EchoUpstream upstream;
    private TestGateway gateway;
    private String cookie = "";

    @BeforeAll
    void signIn(Vertx vertx) throws IOException {
        this.vertx = vertx;
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.wiki(upstream.port()));
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    @Test
    void aBrowserWithoutASessionIsSentToTheLoginWithItsDestination() throws IOException {
        int hits = upstream.hits();

        String answer = gateway.send("GET /a/b?c=d&e=%2F", HOST, PAGE);

        assertThat(answer)
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase(
                        "location: http://localhost:"
                                + gateway.port
                                + "/.vestibule/login?app=wiki&return=%2Fa%2Fb%3Fc%3Dd%26e%3D%252F\r\n")
                .containsIgnoringCase("cache-control: no-store");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @Test
    void anAppOnAnotherHostIsToldApartByThatHost() throws IOException {
        assertThat(gateway.send("GET /", "Host: other.example", PAGE)).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: application/json",
                "Accept: */*",
                "X-Requested-With: XMLHttpRequest",
                "Sec-Fetch-Mode: cors",
                "Sec-Fetch-Mode: no-cors",
                "Sec-Fetch-Dest: empty",
                "Sec-Fetch-Dest: script",
                "Sec-Fetch-Dest: image",
                "X-Nothing: 1"
            })
    void aProgramWithoutASessionGetsJsonAndNoRedirect(String field) throws IOException {
        int hits = upstream.hits();
        boolean navigates = !field.startsWith("Accept") && !field.startsWith("X-Nothing");

        String answer = gateway.send("GET /api", HOST, field, navigates ? PAGE : "A: b");

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("content-type: application/json")
                .contains("\"error\":\"login_required\"", "\"reference\":\"")
                .doesNotContainIgnoringCase("location:");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @Test
    void aPreflightIsNeverRedirected() throws IOException {
        assertThat(gateway.send("OPTIONS /api", HOST, PAGE))
                .startsWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("location:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND"})
    void anUnsafeRequestWithoutASessionGetsAPageThatLeadsToTheLogin(String method)
            throws IOException {
        int hits = upstream.hits();

        String answer = gateway.send(method + " /a", HOST, PAGE, "Content-Length: 0");

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .contains("Please sign in first", "/.vestibule/login?app=wiki&amp;return=%2F\"")
                .doesNotContainIgnoringCase("location:");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @Test
    void aSignedInPersonPasses() throws IOException {
        assertThat(gateway.send("GET /a?b=c", HOST, cookie, PAGE)).contains("> GET /a?b=c\n");
    }

    @Test
    void aRuleRefusesBeforeTheUpstreamIsAsked() throws IOException {
        int hits = upstream.hits();

        String answer = gateway.send("GET /forbidden", HOST, cookie, PAGE);

        assertThat(answer).startsWith("HTTP/1.1 403").contains("You may not open this page");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @Test
    void aPublicPathPassesWithoutASession() throws IOException {
        assertThat(gateway.send("GET /public/a", HOST)).contains("> GET /public/a\n");
    }

    @Test
    void aSessionOfAnotherFlowNeedsALogin() throws IOException {
        String other = "Cookie: " + gateway.login("bob", "guests");

        assertThat(gateway.send("GET /", HOST, other, PAGE)).startsWith("HTTP/1.1 303");
        assertThat(gateway.send("GET /public/", HOST, other)).doesNotContain("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../admin",
                "/public/%2e%2e/admin",
                "/public/..%2fadmin",
                "/public/..%5cadmin",
                "/public\\..\\admin",
                "//admin",
                "/public//../admin",
                "/public;/../admin",
                "/public/;x=/../admin",
                "/admin;x",
                "/admin%2f",
                "/admin%00",
                "/public/%00",
                "/public%23/../admin",
                "/public/%",
                "/public/%zz",
                "/public/\u00e4",
                "/public/.",
                "public",
                "http://evil.example/public/",
                "http://localhost@evil.example/public",
                "ftp://localhost/public",
                "*",
                "/public#/admin"
            })
    void anAmbiguousPathIsRefusedBeforeTheUpstreamIsAsked(String path) throws IOException {
        int hits = upstream.hits();

        String answer = gateway.send("GET " + path, HOST, cookie);

        assertThat(answer).containsPattern("^HTTP/1.1 40[04]");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?x=/public", "/a?/public/", "/a%3F/public", "/Public/x", "/%61dmin"})
    void whatOnlyLooksPublicNeedsALogin(String path) throws IOException {
        assertThat(gateway.send("GET " + path, HOST, PAGE)).startsWith("HTTP/1.1 303");
    }

    @Test
    void theUpstreamGetsTheNormalisedPathThatWasMatched() throws IOException {
        assertThat(gateway.send("GET /%70ublic/%7e%e4", HOST)).contains("> GET /public/~%E4\n");
    }

    @Test
    void theAbsoluteFormIsTakenForItsOwnHost() throws IOException {
        assertThat(gateway.send("GET http://LOCALHOST/public/a", HOST))
                .contains("> GET /public/a\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Host: localhost\r\nHost: localhost",
                "Host: localhost\r\nHost: evil.example",
                "Host: user@localhost",
                "Host: localhost/evil",
                "Host: local host",
                "Host: ",
                "Host: localhost,evil.example"
            })
    void anAmbiguousHostIsRefused(String host) throws IOException {
        int hits = upstream.hits();

        assertThat(gateway.send("GET /public/a", host)).startsWith("HTTP/1.1 400");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: LOCALHOST", "Host: localhost.", "Host: LocalHost.:80"})
    void oneHostInOtherSpellingsIsTheSameHost(String host) throws IOException {
        assertThat(gateway.send("GET /", host, PAGE)).startsWith("HTTP/1.1 303");
        assertThat(gateway.send("GET /", host, cookie)).contains("> X-Forwarded-User: ada\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.vestibule",
                "/.vestibule/",
                "/.vestibule/unknown",
                "/%2evestibule/x",
                "/.vestibule/login/x",
                "/.%76estibule/verify/"
            })
    void theReservedPrefixIsNeverProxied(String path) throws IOException {
        int hits = upstream.hits();

        assertThat(gateway.send("GET " + path, HOST, cookie)).startsWith("HTTP/1.1 404");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void methodsThatShowOrTunnelAreRefused(String method) throws IOException {
        int hits = upstream.hits();

        assertThat(gateway.send(method + " /public/a", HOST, cookie)).startsWith("HTTP/1.1 40");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    @Test
    void headersOfStrangersDoNotMoveARequest() throws IOException {
        String answer =
                gateway.send(
                        "GET /a",
                        HOST,
                        PAGE,
                        "X-Forwarded-Host: evil.example",
                        "X-Forwarded-Proto: ftp",
                        "X-Forwarded-Uri: /public/a",
                        "X-Original-URL: /public/a",
                        "X-Rewrite-URL: /public/a",
                        "X-HTTP-Method-Override: OPTIONS");

        assertThat(answer)
                .startsWith("HTTP/1.1 303")
                .contains("http://localhost:" + gateway.port + "/.vestibule/login?app=wiki")
                .doesNotContain("evil");
    }

    @Test
    void aCookieThatComesTwiceCountsAsNone() throws IOException {
        String pair = cookie.substring("Cookie: ".length());

        assertThat(gateway.send("GET /", HOST, "Cookie: " + pair + "; " + pair))
                .startsWith("HTTP/1.1 401");
        assertThat(gateway.send("GET /", HOST, cookie, cookie)).startsWith("HTTP/1.1 401");
        assertThat(
                        gateway.send(
                                "GET /",
                                HOST,
                                "Cookie: __Host-vestibule-session=" + "A".repeat(43),
                                cookie))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aCookieWithASimilarNameDoesNotDisturb() throws IOException {
        String pair = cookie.substring("Cookie: ".length());
        String other = pair.replace("__Host-vestibule-session", "x__Host-vestibule-session");

        assertThat(gateway.send("GET /", HOST, "Cookie: " + other + "; " + pair))
                .contains("> X-Forwarded-User: ada\n");
    }

    @Test
    void onlyAGenuineCookieGivesAnAnswerFromAPrivatePath() throws IOException {
        int hits = upstream.hits();
        String good = cookie.substring("Cookie: ".length());
        Random random = new Random(42);
        for (int attempt = 0; attempt < 300; attempt++) {
            String forged = mutated(good, random);

            String answer = gateway.send("GET /", HOST, "Cookie: " + forged);

            boolean genuine = answer.contains("> X-Forwarded-User: ada\n");
            assertThat(genuine || answer.startsWith("HTTP/1.1 4")).as(forged).isTrue();
            assertThat(genuine && !forged.contains(good)).as(forged).isFalse();
        }
        assertThat(upstream.hits()).isBetween(hits, hits + 300);
    }

    @Test
    void anExpiredSessionNeedsALogin() throws IOException {
        TestGateway own = TestGateway.start(vertx).with(TestApps.wiki(upstream.port()));
        String session = "Cookie: " + own.login("ada", "staff");

        own.clock.advance(TestGateway.IDLE);

        assertThat(own.send("GET /", HOST, session, PAGE)).startsWith("HTTP/1.1 303");
    }

    @Test
    void aSessionInUseLivesUntilTheEndOfItsLifetime() throws IOException {
        TestGateway own = TestGateway.start(vertx).with(TestApps.wiki(upstream.port()));
        String session = "Cookie: " + own.login("ada", "staff");
        List<String> answers = new java.util.ArrayList<>();

        for (int quarter = 0; quarter < 4 * TestGateway.LIFETIME.toHours(); quarter++) {
            answers.add(own.send("GET /", HOST, session, PAGE).substring(9, 12));
            own.clock.advance(java.time.Duration.ofMinutes(15));
        }

        assertThat(answers).containsOnly("200");
        assertThat(own.send("GET /", HOST, session, PAGE)).startsWith("HTTP/1.1 303");
    }

    @Test
    void twoLengthsInOneRequestAreRefused() throws IOException {
        int hits = upstream.hits();
        String smuggled =
                "POST /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
                        + "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n";

        assertThat(RawClient.status(gateway.port, smuggled)).isEqualTo(400);
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    private static String mutated(String cookie, Random random) {
        StringBuilder text = new StringBuilder(cookie);
        for (int change = random.nextInt(3) + 1; change > 0; change--) {
            int at = random.nextInt(text.length());
            char c = (char) (33 + random.nextInt(94));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, c);
            }
        }
        return text.toString();
    }
}
