package dev.vestibule.demo.front;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Locale;
import java.util.function.Function;

/**
 * The app behind the proxies: it echoes requests and WebSockets, sends events, and counts bodies.
 */
final class FrontedApp {
    private final String prefix;
    private final Function<HttpServerRequest, String> line;

    /** Kept: a server that nothing refers to is closed when the garbage collector finds it. */
    private final HttpServer server;

    private volatile Promise<Void> second = Promise.promise();

    private FrontedApp(Vertx vertx, String prefix, Function<HttpServerRequest, String> line) {
        this.prefix = prefix;
        this.line = line;
        server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /**
     * Listens on a free port.
     *
     * @param prefix of {@code /ws}, {@code /events} and {@code /upload}
     * @param line what the echo of every other request begins with
     */
    static FrontedApp start(Vertx vertx, String prefix, Function<HttpServerRequest, String> line) {
        FrontedApp app = new FrontedApp(vertx, prefix, line);
        app.server.listen(0, "127.0.0.1").await();
        return app;
    }

    int port() {
        return server.actualPort();
    }

    /** The next request for events gets its second one when {@link #sendSecondEvent} says so. */
    void holdSecondEvent() {
        second = Promise.promise();
    }

    void sendSecondEvent() {
        second.complete();
    }

    private void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        switch (path.startsWith(prefix) ? path.substring(prefix.length()) : "") {
            case "/ws" ->
                    request.toWebSocket()
                            .onSuccess(
                                    socket -> socket.textMessageHandler(socket::writeTextMessage));
            case "/events" -> {
                request.response().setChunked(true).putHeader("content-type", "text/event-stream");
                request.response().write("data: 1\n\n");
                second.future().onSuccess(_ -> request.response().end("data: 2\n\n"));
            }
            case "/upload" ->
                    request.body().onSuccess(body -> request.response().end("" + body.length()));
            default -> request.response().end(line.apply(request) + " " + fields(request));
        }
    }

    private static String fields(HttpServerRequest request) {
        StringBuilder text = new StringBuilder();
        request.headers()
                .forEach((name, value) ->
                        text.append(name.toLowerCase(Locale.ROOT))
                                .append('=')
                                .append(value)
                                .append(' '));
        return text.toString();
    }
}
