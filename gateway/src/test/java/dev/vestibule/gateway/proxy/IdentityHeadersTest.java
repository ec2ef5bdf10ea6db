package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What an upstream sees of who is asking, whatever the client says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class IdentityHeadersTest {
    private static final String HOST = "Host: localhost";

    private EchoUpstream upstream;
    private TestGateway gateway;
    private String cookie = "";

    @BeforeAll
    void signIn(Vertx vertx) throws IOException {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.wiki(upstream.port()));
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    @Test
    void theUpstreamLearnsWhoIsAskingInEveryPresetOfTheApp() throws IOException {
        String seen = gateway.send("GET /", HOST, cookie);

        assertThat(seen)
                .contains("> X-Forwarded-User: ada\n")
                .contains("> X-Forwarded-Preferred-Username: ada\n")
                .contains("> X-Forwarded-Email: ada@example.org\n")
                .contains("> X-Forwarded-Groups: staff,adas\n")
                .contains("> Remote-User: ada\n")
                .contains("> Remote-Name: Name of ada\n")
                .contains("> Remote-Email: ada@example.org\n")
                .contains("> Remote-Groups: staff,adas\n")
                .contains("> X-Auth-Request-User: ada\n")
                .contains("> X-Auth-Request-Groups: staff,adas\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User",
                "x-forwarded-user",
                "X_Forwarded_User",
                "x.forwarded.user",
                "X-FORWARDED_USER",
                "x_forwarded-user",
                "X~Forwarded~User",
                "X!Forwarded'User",
                "Remote-User",
                "REMOTE_USER",
                "remote.user",
                "Remote-Groups",
                "X-Auth-Request-User",
                "X_Auth.Request-Groups",
                "X-Auth-Request-Access-Token",
                "X-Forwarded-Email",
                "X-Forwarded-Groups",
                "X-Forwarded-Access-Token",
                "X-Forwarded-Prefix",
                "X-Forwarded-Uri",
                "X-Forwarded-Port",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X_Forwarded_Proto",
                "Forwarded",
                "X-Real-IP",
                "X_Real_Ip",
                "X-Vestibule-Assertion",
                "x.vestibule_assertion",
                "X-Vestibule-Anything",
                "X-Original-URL",
                "X-Rewrite-Url"
            })
    void nothingThatAClientSaysAboutIdentityReachesAnUpstream(String name) throws IOException {
        String forged = name + ": evil";
        for (String request : List.of("GET /", "GET /public/a", "OPTIONS /public/a", "POST /")) {
            String seen =
                    gateway.send(
                            request, HOST, cookie, forged, forged, name + ":evil", "Accept: */*");

            assertThat(seen).contains("200 OK").doesNotContain("evil");
        }
    }

    @Test
    void aPublicRouteWithoutASessionCarriesNoIdentity() throws IOException {
        String seen =
                gateway.send("GET /public/a", HOST, "Remote-User: root", "X_Forwarded_User: root");

        assertThat(seen).contains("> GET /public/a").doesNotContainIgnoringCase("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User",
                "x-forwarded-user, Remote-User",
                "Remote-Groups,X-Forwarded-For",
                "X-Auth-Request-User,x-auth-request-groups",
                "Host, Cookie, Content-Length, Transfer-Encoding"
            })
    void aClientCannotRemoveTheIdentityByNamingItInConnection(String names) throws IOException {
        String seen =
                RawClient.send(
                        gateway.port,
                        "GET / HTTP/1.1\r\nHost: localhost\r\n"
                                + cookie
                                + "\r\nConnection: close\r\nConnection: "
                                + names
                                + "\r\n\r\n");

        assertThat(seen)
                .contains("> X-Forwarded-User: ada\n")
                .contains("> Remote-Groups: staff,adas\n")
                .contains("> X-Auth-Request-User: ada\n")
                .contains("> X-Forwarded-For: 127.0.0.1\n")
                .containsIgnoringCase("> Host: localhost\n");
    }

    @Test
    void fieldsNamedInConnectionEndAtTheGateway() throws IOException {
        String seen =
                RawClient.send(
                        gateway.port,
                        "GET / HTTP/1.1\r\nHost: localhost\r\n"
                                + cookie
                                + "\r\nConnection: close\r\nConnection: X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\n"
                                + "Keep-Alive: 5\r\nProxy-Authorization: x\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: AAAA\r\nX-Kept: 2\r\n\r\n");

        assertThat(seen)
                .contains("> X-Kept: 2\n")
                .doesNotContain("> X-Hop", "> TE", "> Keep-Alive", "> Proxy-", "> Upgrade")
                .doesNotContain("> HTTP2");
    }

    @Test
    void theGatewaysCookiesEndAtTheGatewayAndTheOthersPassUnchanged() throws IOException {
        String ours = cookie.substring("Cookie: ".length());
        String seen =
                gateway.send(
                        "GET /",
                        HOST,
                        "Cookie: a=\"x\"; " + ours + ";b=1;  c=%20 ;__Host-vestibule-other=1; d",
                        "Cookie: __HOST-VESTIBULE-x=2");

        assertThat(seen).contains("> X-Forwarded-User: ada\n");
        assertThat(seen).containsIgnoringCase("Cookie: a=\"x\";b=1;  c=%20 ; d\n");
        assertThat(seen).doesNotContainIgnoringCase("vestibule");
    }

    @Test
    void theUpstreamSeesThePublicHost() throws IOException {
        String seen = gateway.send("GET /", "Host: LOCALHOST:8080", cookie);

        assertThat(seen)
                .containsIgnoringCase("> Host: localhost:8080\n")
                .contains("> X-Forwarded-Host: localhost:8080\n")
                .contains("> X-Forwarded-Proto: http\n");
    }
}
