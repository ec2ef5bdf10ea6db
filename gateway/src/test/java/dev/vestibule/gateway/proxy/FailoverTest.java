package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.ServerSocket;

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
        gateway.with(TestApps.served(TestApps.app("wiki", "localhost", "/", ports[0]), ports));
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
