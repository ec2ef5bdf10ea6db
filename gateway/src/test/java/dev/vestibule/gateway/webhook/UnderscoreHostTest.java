package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

@Timeout(60)
final class UnderscoreHostTest {
    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setAddressResolverOptions(
                                    new AddressResolverOptions()
                                            .setHostsValue(
                                                    Buffer.buffer("127.0.0.1 localhost my_hook"))));

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aReceiverWhoseHostHasAnUnderscoreIsReached() throws InterruptedException {
        Receiver receiver = new Receiver(vertx);
        URI url = URI.create("http://my_hook:" + receiver.url().getPort() + "/hooks");

        int status =
                new WebhookClient(vertx, Duration.ofSeconds(30)).post(url, Map.of(), "x").await();

        assertThat(status).isEqualTo(204);
        assertThat(receiver.next().body()).isEqualTo("x");
    }
}
