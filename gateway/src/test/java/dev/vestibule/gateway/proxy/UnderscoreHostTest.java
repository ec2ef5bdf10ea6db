package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.model.App;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;

/** Services of container networks are called like {@code my_app}. */
@Timeout(60)
final class UnderscoreHostTest {
    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setAddressResolverOptions(
                                    new AddressResolverOptions()
                                            .setHostsValue(
                                                    Buffer.buffer("127.0.0.1 localhost my_app"))));

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void anUpstreamWhoseHostHasAnUnderscoreIsReached() throws IOException {
        EchoUpstream upstream = EchoUpstream.start(vertx);
        TestGateway gateway = TestGateway.start(vertx).with(app(upstream.port()));

        String answer = gateway.send("GET /public/a", "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("> GET /public/a");
    }

    private static App app(int port) {
        App wiki = TestApps.wiki(port);
        return new App(
                wiki.id(),
                wiki.host(),
                wiki.path(),
                URI.create("http://my_app:" + port),
                wiki.flow(),
                wiki.access(),
                wiki.headers(),
                wiki.assertion());
    }
}
