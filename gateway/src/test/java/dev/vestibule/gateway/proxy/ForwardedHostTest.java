package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** Which host a request is for behind a trusted proxy that passes on what its clients say. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ForwardedHostTest {
    private EchoUpstream open;
    private EchoUpstream internal;
    private TestGateway gateway;

    @BeforeEach
    void addApps(Vertx vertx) {
        open = EchoUpstream.start(vertx);
        internal = EchoUpstream.start(vertx);
        gateway = TestGateway.behindProxy(vertx);
        gateway.with(TestApps.app("open", "open.test", "/", open.port()))
                .with(TestApps.app("internal", "internal.test", "/", internal.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal.test", "INTERNAL.test", "internal.test:31337", "not a host"})
    void aHostThatTheProxyPassesOnIsNotReplaced(String forwarded) throws IOException {
        String answer =
                gateway.send(
                        "GET /public/x", "Host: open.test:8443", "X-Forwarded-Host: " + forwarded);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("> X-Forwarded-Host: open.test:8443")
                .doesNotContainIgnoringCase("internal");
        assertThat(internal.hits()).isZero();
    }

    @Test
    void aProxyThatNamesItsWayAsHostTellsTheBrowsersHost() throws IOException {
        String answer =
                gateway.send(
                        "GET /public/x", "Host: 127.0.0.1:8080", "X-Forwarded-Host: open.test");

        assertThat(answer).contains("> X-Forwarded-Host: open.test\n");
        assertThat(open.hits()).isEqualTo(1);
    }

    @Test
    void twoForwardedHostsCountAsNone() throws IOException {
        String answer =
                gateway.send(
                        "GET /public/x",
                        "Host: 127.0.0.1:8080",
                        "X-Forwarded-Host: open.test",
                        "X-Forwarded-Host: internal.test");

        assertThat(answer).startsWith("HTTP/1.1 404");
        assertThat(internal.hits()).isZero();
    }
}
