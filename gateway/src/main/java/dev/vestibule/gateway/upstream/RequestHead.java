package dev.vestibule.gateway.upstream;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.MultiMap;

/**
 * The head of one request.
 *
 * @param target origin form, encoded
 * @param host value of the Host field
 * @param fields every other field but those that frame the body
 * @param framing how long the body is
 */
public record RequestHead(
        String method, String target, String host, MultiMap fields, Framing framing) {

    /** How a request's body is delimited (RFC 9112, section 6). */
    public sealed interface Framing {
        /** No body and no field that says so. */
        record None() implements Framing {}

        /** This many bytes, as the client has written the number. */
        record Length(String bytes) implements Framing {}

        /** In chunks. */
        record Chunked() implements Framing {}

        /** No body, and the connection becomes a WebSocket when the upstream agrees. */
        record WebSocket() implements Framing {}
    }

    boolean whole() {
        return switch (framing) {
            case Framing.None _, Framing.WebSocket _ -> true;
            case Framing.Length _, Framing.Chunked _ -> false;
        };
    }

    boolean upgrade() {
        return framing instanceof Framing.WebSocket;
    }

    HttpRequest message() {
        HttpRequest message =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1,
                        io.netty.handler.codec.http.HttpMethod.valueOf(method),
                        target);
        message.headers().set(HttpHeaderNames.HOST, host);
        fields.forEach((name, value) -> message.headers().add(name, value));
        switch (framing) {
            case Framing.None _ -> {}
            case Framing.Length(String bytes) -> set(message, "content-length", bytes);
            case Framing.Chunked _ -> set(message, "transfer-encoding", "chunked");
            case Framing.WebSocket _ -> {
                set(message, "connection", "Upgrade");
                set(message, "upgrade", HttpHeaderValues.WEBSOCKET.toString());
            }
        }
        return message;
    }

    private static void set(HttpRequest message, String name, String value) {
        message.headers().set(name, value);
    }
}
