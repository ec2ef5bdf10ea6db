package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.proxy.TestGateway;
import dev.vestibule.gateway.testing.LogLines;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;

/** A failure's page, log line and metric tell the same, and nothing of a client's making. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
final class ErrorPageTest {
    private static final String HOST = "Host: localhost";
    private static final String PAGE = "Accept: text/html";

    private EchoUpstream upstream;
    private TestGateway gateway;
    private final LogLines log = LogLines.of(ErrorPage.class);

    @BeforeEach
    void listen(Vertx vertx) {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.wiki(upstream.port()));
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void theReferenceOnThePageIsTheOneInTheOneLogLine() throws IOException {
        String answer = gateway.send("GET /a?token=canary", "Host: unknown.example", PAGE);

        String reference = answer.replaceAll("(?s).*<code>([0-9A-F]{10})</code>.*", "$1");
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().getFirst())
                .contains("reference=" + reference, "kind=not_found", "client=127.0.0.1")
                .contains("method=GET", "host=unknown.example", "path=/a ")
                .doesNotContain("canary");
    }

    @Test
    void theMetricCountsTheKind() throws IOException {
        gateway.send("GET /a", "Host: unknown.example");

        assertThat(gateway.meters.counter("vestibule.failures", "kind", "not_found").count())
                .isEqualTo(1);
    }

    @Test
    void noClientCanForgeALineOfTheLog() throws IOException {
        gateway.send("GET /a%0d%0aevil\"kind=none", "Host: unknown.example", PAGE);
        gateway.send("GET /a", "Host: x\" reference=1\u00e9\u009b31m", PAGE);

        assertThat(log.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]+"))
                .allSatisfy(line -> assertThat(line.split("\"", -1)).hasSize(3));
    }

    @Test
    void thePageIsNeverStoredFramedOrScripted() throws IOException {
        String answer = gateway.send("GET /", "Host: unknown.example", PAGE);

        assertThat(answer)
                .containsIgnoringCase("content-type: text/html; charset=utf-8")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void thePolicyPermitsTheGatewaysOwnStyleSheetAndNoStyleOfThePage() throws Exception {
        String answer = gateway.send("GET /", "Host: unknown.example", PAGE);

        assertThat(answer)
                .contains("style-src 'self'; img-src 'self';")
                .containsPattern(
                        "<link rel=\"stylesheet\" href=\"/.vestibule/assets/style-[0-9a-f]{12}\">")
                .doesNotContain("<style", "style=", "sha256-");
    }

    @Test
    void thePageSpeaksTheBrowsersLanguage() throws IOException {
        String german =
                gateway.send("GET /", "Host: unknown.example", PAGE, "Accept-Language: de-AT,en");
        String other =
                gateway.send("GET /", "Host: unknown.example", PAGE, "Accept-Language: fr;q=x,,");

        assertThat(german).contains("<html lang=\"de\">", "Hier ist nichts");
        assertThat(other).contains("<html lang=\"en\">", "There is nothing here");
    }

    @Test
    void nothingOfTheRequestIsReflected() throws IOException {
        String answer = gateway.send("GET /canary?a=canary", "Host: canary.example", PAGE);

        assertThat(answer).doesNotContain("canary");
    }

    @Test
    void anUnknownFaultIsOursAndShowsNoDetail() throws IOException {
        String answer = gateway.send("GET /.vestibule/login?app=none", HOST, PAGE);

        assertThat(answer)
                .startsWith("HTTP/1.1 500")
                .contains("Something went wrong")
                .doesNotContain("Exception");
        assertThat(log.lines()).singleElement().asString().contains("NoSuchElementException");
    }
}
