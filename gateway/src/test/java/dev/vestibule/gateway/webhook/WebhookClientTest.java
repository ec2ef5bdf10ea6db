package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Receivers that say more than one answer. */
class WebhookClientTest {
    private static final String FINAL = "HTTP/1.1 204 No Content\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final WebhookClient client = new WebhookClient(vertx, Duration.ofSeconds(20));

    /** Kept: a server that nothing refers to is closed when the garbage collector finds it. */
    private final List<NetServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 104, 199})
    void anInterimAnswerIsNotTheReceiversAnswer(int interim) throws Exception {
        String before = "HTTP/1.1 %d Interim\r\n\r\n".formatted(interim);

        assertThat(statusOf(before + before + FINAL)).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
    void whatFollowsAnAnswerIsNotTheNextAnswer(String surplus) throws Exception {
        URI url = serve(FINAL + surplus);

        for (int post = 0; post < 3; post++) {
            assertThat(client.post(url, Map.of(), "{}").await(30, TimeUnit.SECONDS)).isEqualTo(204);
        }
    }

    private int statusOf(String answer) throws Exception {
        return client.post(serve(answer), Map.of(), "{}").await(30, TimeUnit.SECONDS);
    }

    private URI serve(String answer) {
        NetServer server =
                vertx.createNetServer()
                        .connectHandler(socket -> socket.handler(_ -> socket.write(answer)))
                        .listen(0, "127.0.0.1")
                        .await();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }
}
