package dev.vestibule.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.RawClient;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.proxy.TestGateway;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;

/** How a session comes to an app's own host, and how it does not. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
final class HandoffsTest {
    private static final String HOST = "Host: localhost";
    private static final String PAGE = "Accept: text/html";

    private EchoUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void addApps(Vertx vertx) {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.app("wiki", "wiki.localhost", "/", upstream.port()))
                .with(TestApps.app("chat", "chat.localhost", "/", upstream.port()));
    }

    @Test
    void aSignedInPersonArrivesAtTheAppWithACookieOfItsOwnHost() throws IOException {
        String sso = gateway.login("ada", "staff");
        Visit visit = visit("wiki.localhost", "/page?a=b");

        String code = follow(visit, sso);
        String arrival = at("wiki.localhost", code, visit.browser());
        String cookie = TestGateway.cookie(arrival, "session");

        assertThat(arrival).startsWith("HTTP/1.1 303").contains("location: /page?a=b\r\n");
        assertThat(cookie).isNotEqualTo(sso);
        assertThat(at("wiki.localhost", "/page?a=b", cookie)).contains("> X-Forwarded-User: ada");
    }

    @Test
    void aCookieCountsOnItsOwnHostOnly() throws IOException {
        String sso = gateway.login("ada", "staff");
        String cookie = arrive("wiki.localhost", sso);

        assertThat(at("chat.localhost", "/", cookie)).startsWith("HTTP/1.1 303");
        assertThat(at("wiki.localhost", "/", sso)).startsWith("HTTP/1.1 303");
        assertThat(at("localhost", "/.vestibule/whoami", cookie)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aCodeIsGoodOnce() throws IOException {
        Visit visit = visit("wiki.localhost", "/page");
        String code = follow(visit, gateway.login("ada", "staff"));
        at("wiki.localhost", code, visit.browser());

        String again = at("wiki.localhost", code, visit.browser());

        assertThat(again).startsWith("HTTP/1.1 303").contains("location: /page\r\n");
        assertThat(again).doesNotContain("__Host-vestibule-session");
    }

    @Test
    void aCodeIsGoodForAMinute() throws IOException {
        Visit visit = visit("wiki.localhost", "/page");
        String code = follow(visit, gateway.login("ada", "staff"));

        gateway.clock.advance(Duration.ofSeconds(60));

        assertThat(at("wiki.localhost", code, visit.browser()))
                .doesNotContain("__Host-vestibule-session");
    }

    @Test
    void aCodeIsWorthNothingInAnotherBrowser() throws IOException {
        String code = follow(visit("wiki.localhost", "/page"), gateway.login("mallory", "staff"));
        Visit victim = visit("wiki.localhost", "/");

        String answer = at("wiki.localhost", code, victim.browser());

        assertThat(answer).doesNotContain("__Host-vestibule-session");
    }

    @Test
    void aCodeIsWorthNothingOnAnotherHost() throws IOException {
        Visit visit = visit("wiki.localhost", "/page");
        String code = follow(visit, gateway.login("ada", "staff"));

        assertThat(at("chat.localhost", code, visit.browser()))
                .doesNotContain("__Host-vestibule-session");
    }

    @Test
    void aBrowserWithoutCookiesGetsAPageAndNoLoop() throws IOException {
        String code = follow(visit("wiki.localhost", "/"), gateway.login("ada", "staff"));

        String answer = at("wiki.localhost", code, "other=1");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Your browser does not keep cookies");
    }

    @Test
    void aSecondFailureInARowEndsOnAPage() throws IOException {
        Visit visit = visit("wiki.localhost", "/");
        String unknown = "/.vestibule/handoff?code=unknown&return=%2Fpage";
        String first = at("wiki.localhost", unknown, visit.browser());

        String second =
                at(
                        "wiki.localhost",
                        unknown,
                        visit.browser() + "; " + TestGateway.cookie(first, "handoff"));

        assertThat(first).startsWith("HTTP/1.1 303").contains("location: /page\r\n");
        assertThat(second)
                .startsWith("HTTP/1.1 400")
                .contains("This sign-in is no longer valid", "href=\"/page\"");
    }

    @Test
    void aReturnThatLeadsAwayLeadsToTheStart() throws IOException {
        Visit visit = visit("wiki.localhost", "/");

        String answer =
                at(
                        "wiki.localhost",
                        "/.vestibule/handoff?code=x&return=https%3A%2F%2Fevil.example",
                        visit.browser());

        assertThat(answer).contains("location: /\r\n").doesNotContain("evil");
    }

    @Test
    void withoutABindingTheAppItselfBeginsTheHandOff() throws IOException {
        String sso = gateway.login("ada", "staff");

        String answer = at("localhost", "/.vestibule/login?app=wiki&return=%2Fpage", sso);

        assertThat(answer)
                .containsIgnoringCase(
                        "location: http://wiki.localhost:" + gateway.port + "/page\r\n");
    }

    @Test
    void anotherPersonsLoginEndsEveryAppsSession() throws IOException {
        String sso = gateway.login("ada", "staff");
        String wiki = arrive("wiki.localhost", sso);
        String chat = arrive("chat.localhost", sso);

        gateway.login("bob", "staff", sso);

        assertThat(at("wiki.localhost", "/", wiki)).startsWith("HTTP/1.1 303");
        assertThat(at("chat.localhost", "/", chat)).startsWith("HTTP/1.1 303");
    }

    @Test
    void signingOutAtOneAppSignsOutEverywhere() throws IOException {
        String sso = gateway.login("ada", "staff");
        String wiki = arrive("wiki.localhost", sso);
        String chat = arrive("chat.localhost", sso);
        String page = at("wiki.localhost", "/.vestibule/logout", wiki);
        String token = page.substring(page.indexOf("value=\"") + 7).substring(0, 43);

        RawClient.send(
                gateway.port,
                "POST /.vestibule/logout HTTP/1.1\r\nHost: wiki.localhost\r\nCookie: "
                        + wiki
                        + "; "
                        + TestGateway.cookie(page, "browser")
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 48\r\nConnection: close\r\n\r\ncsrf="
                        + token);

        assertThat(at("wiki.localhost", "/", wiki)).startsWith("HTTP/1.1 303");
        assertThat(at("chat.localhost", "/", chat)).startsWith("HTTP/1.1 303");
        assertThat(at("localhost", "/.vestibule/whoami", sso)).startsWith("HTTP/1.1 401");
    }

    @Test
    void anAppsCookieGainsNoFlowThatItWasNotGivenFor() throws IOException {
        String guest = gateway.login("ada", "staff");
        String wiki = arrive("wiki.localhost", guest);

        gateway.login("ada", "admins", guest);

        String whoami = at("wiki.localhost", "/.vestibule/whoami", wiki);
        assertThat(whoami).contains("\"flows\":[\"staff\"]");
    }

    private String arrive(String host, String sso) throws IOException {
        Visit visit = visit(host, "/");
        return TestGateway.cookie(at(host, follow(visit, sso), visit.browser()), "session");
    }

    /** The browser asks the app and is sent to the login with a binding. */
    private Visit visit(String host, String path) throws IOException {
        String answer = at(host, path, "other=1");
        return new Visit(location(answer), TestGateway.cookie(answer, "browser"));
    }

    /** The browser goes to the login with its single sign-on cookie: the path of the hand-off. */
    private String follow(Visit visit, String sso) throws IOException {
        String login = visit.login().substring(visit.login().indexOf("/.vestibule"));
        String handoff = location(gateway.send("GET " + login, HOST, PAGE, "Cookie: " + sso));
        return handoff.substring(handoff.indexOf("/.vestibule"));
    }

    private String at(String host, String path, String cookie) throws IOException {
        return gateway.send("GET " + path, "Host: " + host, PAGE, "Cookie: " + cookie);
    }

    private static String location(String answer) {
        return answer.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("location: "))
                .map(line -> line.substring(10))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer));
    }

    private record Visit(String login, String browser) {}
}
