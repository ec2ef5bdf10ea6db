package dev.vestibule.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.gateway.proxy.EchoUpstream;
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
import java.util.Arrays;

/** A rule about a request cannot be got round by a request that applications read otherwise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class RulesOnRequestsTest {
    private static final String HOST = "Host: localhost";

    private EchoUpstream upstream;
    private TestGateway gateway;
    private String cookie = "";

    @BeforeAll
    void signIn(Vertx vertx) throws IOException {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(
                TestApps.ruled(
                        upstream.port(),
                        TestApps.rule(
                                Effect.DENY,
                                "request.path == '/params' && has(request.params.admin)"),
                        TestApps.rule(
                                Effect.DENY,
                                "request.path == '/agent'"
                                        + " && request.user_agent.contains('bot')"),
                        TestApps.rule(
                                Effect.DENY,
                                "request.path == '/method' && request.method == 'DELETE'"),
                        TestApps.rule(Effect.ALLOW, "true")));
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    @Test
    void ordinaryRequestsPass() throws IOException {
        assertPasses("GET /params");
        assertPasses("GET /params?team=red&x=1&x=2");
        assertPasses("GET /agent", "User-Agent: curl/8");
        assertPasses("GET /agent");
        assertPasses("POST /method", "Content-Length: 0", "User-Agent: bot");
        assertPasses("POST /method", "Content-Length: 0", "X-HTTP-Method-Override: POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "admin=",
                "admin=1",
                "%61dmin=1",
                "admin=0&admin=1",
                "a=1&Admin=1",
                "admin[]=1",
                "admin%5B0%5D=1",
                "+admin=1",
                "x=1;admin=1",
                "admin=1&x=%",
                "admin=%ff",
                "x=%c0%80&admin=1"
            })
    void noSpellingOfAParameterGetsPastARule(String query) throws IOException {
        assertRefused("GET /params?" + query);
    }

    @Test
    void tooManyParametersDoNotHideOne() throws IOException {
        assertRefused("GET /params?" + "a&".repeat(1500) + "admin=1");
    }

    @Test
    void aSecondUserAgentDoesNotHideTheFirst() throws IOException {
        assertRefused("GET /agent", "User-Agent: bot");
        assertRefused("GET /agent", "User-Agent: curl", "User-Agent: bot");
        assertRefused("GET /agent", "User-Agent: ", "user-agent: bot");
        assertRefused("GET /agent", "User-Agent: curl", "User_Agent: bot");
        assertRefused("GET /agent", "User_Agent: bot");
        assertRefused("GET /agent", "User-Agent: b\u00f6t");
    }

    @Test
    void aMethodInAFieldOrAParameterDoesNotHideTheMethod() throws IOException {
        String length = "Content-Length: 0";
        assertRefused("DELETE /method", length);
        assertRefused("POST /method", length, "X-HTTP-Method-Override: DELETE");
        assertRefused("POST /method", length, "X_Http_Method_Override: DELETE");
        assertRefused("POST /method", length, "X-HTTP-Method: DELETE");
        assertRefused("GET /method", "X-Method-Override: DELETE");
        assertRefused(
                "POST /method",
                length,
                "X-HTTP-Method-Override: POST",
                "X-HTTP-Method-Override: DELETE");
        assertRefused("POST /method?_method=DELETE", length);
    }

    private void assertPasses(String request, String... fields) throws IOException {
        assertThat(sent(request, fields)).startsWith("HTTP/1.1 200");
    }

    private void assertRefused(String request, String... fields) throws IOException {
        int hits = upstream.hits();
        assertThat(sent(request, fields)).startsWith("HTTP/1.1 403");
        assertThat(upstream.hits()).isEqualTo(hits);
    }

    private String sent(String request, String... fields) throws IOException {
        return gateway.send(
                request,
                HOST,
                cookie,
                String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList()) + "X-End: 1");
    }
}
