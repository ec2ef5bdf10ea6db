package dev.vestibule.gateway.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes posts as it is told to, and keeps them. */
public final class Receiver implements AutoCloseable {
    /** Never answers. */
    static final int SILENCE = 0;

    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /** What was received. */
    public record Post(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            String body) {}

    public Receiver(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1").await();
    }

    /** The next posts are answered like this, all later ones with 204. */
    void answers(int... next) {
        for (int status : next) {
            statuses.add(status);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/hooks");
    }

    public Post next() throws InterruptedException {
        Post post = posts.poll(30, TimeUnit.SECONDS);
        if (post == null) {
            throw new AssertionError("nothing was posted");
        }
        return post;
    }

    public boolean isEmpty() {
        return posts.isEmpty();
    }

    private void take(HttpServerRequest request) {
        Integer scripted = statuses.poll();
        int status = scripted == null ? 204 : scripted;
        request.body()
                .onSuccess(body -> {
                    posts.add(
                            new Post(
                                    request.getHeader("webhook-id"),
                                    request.getHeader("webhook-timestamp"),
                                    request.getHeader("webhook-signature"),
                                    body.toString()));
                    if (status != SILENCE) {
                        request.response()
                                .setStatusCode(status)
                                .putHeader(
                                        "location",
                                        "http://127.0.0.1:" + server.actualPort() + "/x")
                                .end();
                    }
                });
    }

    @Override
    public void close() {
        server.close().await();
    }
}
