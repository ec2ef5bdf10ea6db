package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.flow.app.Forwarding.Host;
import dev.vestibule.flow.app.Forwarding.Paths;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Several servers of one application, some of which are down. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class FailoverTest {
    private static final String HOST = "Host: localhost";

    private EchoUpstream one;
    private TestGateway gateway;

    @BeforeEach
    void start(Vertx vertx) {
        one =
                EchoUpstream.start(
                        vertx,
                        request -> request.body().onSuccess(_ -> EchoUpstream.echo(request)));
        gateway = TestGateway.start(vertx);
    }

    private void serveFrom(int... ports) {
        List<URI> servers =
                Arrays.stream(ports)
                        .mapToObj(port -> URI.create("http://127.0.0.1:" + port))
                        .toList();
        Forwarding forwarding =
                new Forwarding(Paths.STRICT, false, Host.KEEP, Map.of(), true, null, servers);
        gateway.with(
                TestApps.forwarded(TestApps.app("wiki", "localhost", "/", ports[0]), forwarding));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aServerThatIsDownCostsNoRequest() throws IOException {
        serveFrom(closedPort(), one.port(), closedPort());

        for (int request = 0; request < 6; request++) {
            assertThat(gateway.send("GET /public/a", HOST)).contains("200 OK");
        }
        assertThat(one.hits()).isEqualTo(6);
    }

    @Test
    void whatWasNotSentMayBeSentElsewhereWithItsBody() throws IOException {
        serveFrom(closedPort(), one.port());

        for (int request = 0; request < 4; request++) {
            String answer =
                    RawClient.send(
                            gateway.port,
                            "POST /public/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                                    + "Connection: close\r\n\r\nabc");
            assertThat(answer).contains("200 OK");
        }
        assertThat(one.hits()).isEqualTo(4);
    }

    @Test
    void noServerLeftIsA502() throws IOException {
        serveFrom(closedPort(), closedPort());

        assertThat(gateway.send("GET /public/a", HOST)).startsWith("HTTP/1.1 502");
        assertThat(gateway.send("GET /public/a", HOST)).startsWith("HTTP/1.1 502");
    }
}
