package dev.vestibule.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import java.util.concurrent.atomic.AtomicInteger;

/** An app that answers with what it received: the request line, then one line for every field. */
public final class EchoUpstream implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger hits = new AtomicInteger();

    private EchoUpstream(Vertx vertx, Handler<HttpServerRequest> behaviour) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxInitialLineLength(16_384)
                        .setMaxHeaderSize(65_536);
        this.server =
                vertx.createHttpServer(options)
                        .requestHandler(request -> {
                            hits.incrementAndGet();
                            behaviour.handle(request);
                        })
                        .listen()
                        .await();
    }

    public static EchoUpstream start(Vertx vertx) {
        return new EchoUpstream(vertx, EchoUpstream::echo);
    }

    /** An app that behaves as the test wants. */
    public static EchoUpstream start(Vertx vertx, Handler<HttpServerRequest> behaviour) {
        return new EchoUpstream(vertx, behaviour);
    }

    /** How many requests came. */
    public int hits() {
        return hits.get();
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().await();
    }

    /** Answers with the request itself. */
    public static void echo(HttpServerRequest request) {
        StringBuilder seen = new StringBuilder();
        seen.append("> ").append(request.method()).append(' ').append(request.uri()).append('\n');
        request.headers()
                .forEach((name, value) ->
                        seen.append("> ").append(name).append(": ").append(value).append('\n'));
        request.response().end(io.vertx.core.buffer.Buffer.buffer(seen.toString(), "ISO-8859-1"));
    }
}
