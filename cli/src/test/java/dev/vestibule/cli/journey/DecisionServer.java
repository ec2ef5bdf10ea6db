package dev.vestibule.cli.journey;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that flows ask for decisions, with everything that it was asked. */
final class DecisionServer {
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final int port;
    private final String scheme;
    private volatile Handler<HttpServerResponse> answer = response -> response.end("{}");

    /** One request, with its whole body. */
    record Asked(String method, String target, Map<String, String> headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private DecisionServer(Vertx vertx, HttpServerOptions options) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(this::serve);
        port = server.listen(0, "localhost").await().actualPort();
        scheme = options.isSsl() ? "https" : "http";
    }

    static DecisionServer start(Vertx vertx) {
        return new DecisionServer(vertx, new HttpServerOptions());
    }

    /** One with a certificate that no authority has signed. */
    static DecisionServer selfSigned(Vertx vertx) {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        return new DecisionServer(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(certificate.keyCertOptions()));
    }

    String url() {
        return "%s://localhost:%d/decide?of=all".formatted(scheme, port);
    }

    /** From now on it answers so. */
    DecisionServer answering(Handler<HttpServerResponse> how) {
        answer = how;
        return this;
    }

    /** From now on it answers with this JSON. */
    DecisionServer answering(String json) {
        return answering(
                response -> response.putHeader("content-type", "application/json").end(json));
    }

    private void serve(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    Map<String, String> headers = new HashMap<>();
                    request.headers()
                            .forEach((name, value) ->
                                    headers.put(name.toLowerCase(Locale.ROOT), value));
                    asked.add(
                            new Asked(
                                    request.method().name(),
                                    request.uri(),
                                    headers,
                                    body.toString()));
                    answer.handle(request.response());
                });
    }
}
