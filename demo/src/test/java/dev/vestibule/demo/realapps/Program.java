package dev.vestibule.demo.realapps;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program with a user's access token; it finds every host on this machine. */
final class Program {
    private final HttpClient http;
    private final String authorization;

    private Program(Vertx vertx, String authorization) {
        http = vertx.createHttpClient();
        this.authorization = authorization;
    }

    static Program withBearer(Vertx vertx, String token) {
        return new Program(vertx, "Bearer " + token);
    }

    static Program withBasic(Vertx vertx, String user, String token) {
        byte[] pair = (user + ":" + token).getBytes(StandardCharsets.UTF_8);
        return new Program(vertx, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** What the gateway answered. */
    record Answer(int status, String body) {}

    Answer get(URI uri) throws Exception {
        return send("GET", uri, Map.of(), "");
    }

    Answer send(String method, URI uri, Map<String, String> fields, String body) throws Exception {
        RequestOptions options =
                new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(uri.getPort(), "127.0.0.1"))
                        .setAbsoluteURI(uri.toString())
                        .setMethod(HttpMethod.valueOf(method));
        fields.forEach(options::addHeader);
        options.addHeader("authorization", authorization);
        return http.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(Program::whole)
                .await(60, TimeUnit.SECONDS);
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), body.toString()));
    }
}
