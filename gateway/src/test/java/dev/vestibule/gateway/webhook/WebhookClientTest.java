package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.outbound.OutboundRoute;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Receivers that say more than one answer. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
class WebhookClientTest {
    private static final String FINAL = "HTTP/1.1 204 No Content\r\n\r\n";

    private Vertx vertx;
    private WebhookClient client;

    /** Kept: a server that nothing refers to is closed when the garbage collector finds it. */
    private final List<NetServer> servers = new ArrayList<>();

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        client = new WebhookClient(vertx, Duration.ofSeconds(20), OutboundRoute.DIRECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 104, 199})
    void anInterimAnswerIsNotTheReceiversAnswer(int interim, VertxTestContext context) {
        String before = "HTTP/1.1 %d Interim\r\n\r\n".formatted(interim);

        client.post(serve(before + before + FINAL), Map.of(), "{}")
                .onComplete(
                        context.succeeding(status ->
                                context.verify(() -> {
                                    assertThat(status).isEqualTo(204);
                                    context.completeNow();
                                })));
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
    void whatFollowsAnAnswerIsNotTheNextAnswer(String surplus) {
        URI url = serve(FINAL + surplus);

        for (int post = 0; post < 3; post++) {
            assertThat(client.post(url, Map.of(), "{}").await()).isEqualTo(204);
        }
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
