package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.gateway.testing.HostName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

@Timeout(60)
final class UnderscoreHostTest {
    @RegisterExtension private final HostName name = new HostName("my_hook");

    @Test
    void aReceiverWhoseHostHasAnUnderscoreIsReached() throws InterruptedException {
        Receiver receiver = new Receiver(name.vertx());
        URI url = URI.create("http://my_hook:" + receiver.url().getPort() + "/hooks");

        int status =
                new WebhookClient(name.vertx(), Duration.ofSeconds(30), OutboundRoute.DIRECT)
                        .post(url, Map.of(), "x")
                        .await();

        assertThat(status).isEqualTo(204);
        assertThat(receiver.next().body()).isEqualTo("x");
    }
}
