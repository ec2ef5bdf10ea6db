package dev.vestibule.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.proxy.TestGateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The life of a session, as browsers and thieves see it. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
final class SessionsTest {
    private static final String HOST = "Host: localhost";

    private EchoUpstream upstream;
    private TestGateway gateway;

    /** Kept: a client that nothing refers to is closed when the garbage collector finds it. */
    private HttpClient client;

    @BeforeEach
    void addApp(Vertx vertx) {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(32));
        gateway.with(TestApps.wiki(upstream.port()));
    }

    @Test
    void theCookieIsBoundToTheHostAndHiddenFromScripts() throws IOException {
        String answer = gateway.send("GET /.vestibule/test-login?user=ada&flow=staff", HOST);

        assertThat(answer)
                .containsPattern(
                        "(?i)set-cookie: __Host-vestibule-session=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax\r\n");
    }

    @Test
    void aPlantedCookieIsWorthNothingAfterTheLogin() throws IOException {
        String planted = gateway.login("mallory", "staff");

        String fresh = gateway.login("ada", "staff", planted);

        assertThat(fresh).isNotEqualTo(planted);
        assertThat(whoami(planted)).startsWith("HTTP/1.1 401");
        assertThat(whoami(fresh)).contains("\"user\":\"ada\"");
    }

    @Test
    void aCookieThatNobodyGaveIsNeverTakenOver() throws IOException {
        String invented = "__Host-vestibule-session=" + "A".repeat(43);

        String fresh = gateway.login("ada", "staff", invented);

        assertThat(fresh).isNotEqualTo(invented);
        assertThat(whoami(invented)).startsWith("HTTP/1.1 401");
    }

    @Test
    void theSamePersonKeepsTheFlowsOfBothLogins() throws IOException {
        String first = gateway.login("ada", "guests");

        String second = gateway.login("ada", "staff", first);

        assertThat(whoami(second)).contains("\"flows\":[\"guests\",\"staff\"]");
        assertThat(whoami(first)).startsWith("HTTP/1.1 401");
    }

    @Test
    void anotherPersonGetsNoFlowOfTheOneBefore() throws IOException {
        String first = gateway.login("ada", "staff");

        String second = gateway.login("bob", "guests", first);

        assertThat(whoami(second)).contains("\"user\":\"bob\"", "\"flows\":[\"guests\"]");
    }

    @Test
    void whoamiTellsTheSessionAndNoSecret() throws IOException {
        String cookie = gateway.login("ada", "staff");

        String answer = whoami(cookie);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains(
                        "\"user\":\"ada\"",
                        "\"email\":\"ada@example.org\"",
                        "\"name\":\"Name of ada\"")
                .contains("\"groups\":[\"staff\",\"adas\"]", "\"connection\":\"corp\"")
                .contains("\"since\":\"2026-01-01T00:00:00Z\"")
                .containsIgnoringCase("cache-control: no-store")
                .doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
    }

    @Test
    void signingOutNeedsTheTokenOfThisBrowser() throws IOException {
        String cookie = gateway.login("ada", "staff");
        String page = gateway.send("GET /.vestibule/logout", HOST, "Cookie: " + cookie);
        String browser = TestGateway.cookie(page, "browser");
        String token = token(page);

        String foreign = logout(cookie + "; " + browser, "csrf=" + "A".repeat(43));
        String missing = logout(cookie + "; " + browser, "a=b");
        String stolen = logout(cookie, "csrf=" + token);
        String twice = logout(cookie + "; " + browser, "csrf=" + token + "&csrf=" + token);

        assertThat(List.of(foreign, missing, stolen, twice))
                .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 403"));
        assertThat(whoami(cookie)).startsWith("HTTP/1.1 200");
        assertThat(logout(cookie + "; " + browser, "csrf=" + token)).startsWith("HTTP/1.1 303");
        assertThat(whoami(cookie)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void aFormOfAnotherSiteIsRefusedEvenWithTheToken(String field) throws IOException {
        String cookie = gateway.login("ada", "staff");
        String page = gateway.send("GET /.vestibule/logout", HOST, "Cookie: " + cookie);
        String cookies = cookie + "; " + TestGateway.cookie(page, "browser");

        String answer = logout(cookies, "csrf=" + token(page), field);

        assertThat(answer).startsWith("HTTP/1.1 403");
        assertThat(whoami(cookie)).startsWith("HTTP/1.1 200");
    }

    @Test
    void anEndlessFormIsRefused() throws IOException {
        String cookie = gateway.login("ada", "staff");

        assertThat(logout(cookie, "a=" + "b".repeat(70_000))).startsWith("HTTP/1.1 400");
    }

    @Test
    void withoutASessionTheLogoutPageSaysSo() throws IOException {
        String answer = gateway.send("GET /.vestibule/logout", HOST, "Accept: text/html");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("You are signed out");
    }

    @Test
    void underLoadEveryAnswerNamesItsOwnUser(VertxTestContext context) throws IOException {
        List<String> cookies = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            cookies.add(gateway.login("user" + user, "staff"));
        }
        Checkpoint answered = context.checkpoint(3000);

        for (int request = 0; request < 3000; request++) {
            String user = "user" + request % 20;
            get(cookies.get(request % 20))
                    .onComplete(
                            context.succeeding(answer ->
                                    context.verify(() -> {
                                        assertThat(answer)
                                                .contains("> X-Forwarded-User: " + user + "\n")
                                                .contains("> Remote-Groups: staff," + user + "s\n");
                                        answered.flag();
                                    })));
        }
    }

    private Future<String> get(String cookie) {
        RequestOptions options =
                new RequestOptions().setHost("localhost").setPort(gateway.port).setURI("/a");
        return client.request(options.putHeader("Cookie", cookie))
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(Buffer::toString);
    }

    private String whoami(String cookie) throws IOException {
        return gateway.send("GET /.vestibule/whoami", HOST, "Cookie: " + cookie);
    }

    private String logout(String cookies, String form, String... more) throws IOException {
        List<String> fields = new ArrayList<>(List.of(more));
        fields.add(HOST);
        fields.add("Cookie: " + cookies);
        fields.add("Content-Type: application/x-www-form-urlencoded");
        fields.add("Content-Length: " + form.length());
        fields.add("Connection: close\r\n\r\n" + form);
        return dev.vestibule.gateway.proxy.RawClient.send(
                gateway.port, "POST /.vestibule/logout HTTP/1.1\r\n" + String.join("\r\n", fields));
    }

    private static String token(String page) {
        int at = page.indexOf("name=\"csrf\" value=\"") + 19;
        return page.substring(at, at + 43);
    }
}
