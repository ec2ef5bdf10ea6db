package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.HostName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;

/** Services of container networks are called like {@code my_app}. */
@Timeout(60)
final class UnderscoreHostTest {
    @RegisterExtension private final HostName name = new HostName("my_app");

    @Test
    void anUpstreamWhoseHostHasAnUnderscoreIsReached() throws IOException {
        EchoUpstream upstream = EchoUpstream.start(name.vertx());
        URI url = URI.create("http://my_app:" + upstream.port());
        TestGateway gateway =
                TestGateway.start(name.vertx())
                        .with(TestApps.at(url, TestApps.wiki(upstream.port())));

        String answer = gateway.send("GET /public/a", "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("> GET /public/a");
    }
}
