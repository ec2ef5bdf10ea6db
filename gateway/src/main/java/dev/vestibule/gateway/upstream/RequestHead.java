package dev.vestibule.gateway.upstream;

import java.util.function.Consumer;

/**
 * The head of one request. Its bytes are written when it is sent, and again when it is sent again.
 *
 * @param target origin form, encoded
 * @param host value of the Host field
 * @param fields writes every other field but those that frame the body
 * @param framing how long the body is
 */
public record RequestHead(
        String method, String target, String host, Consumer<HeadWriter> fields, Framing framing) {

    /** How a request's body is delimited (RFC 9112, section 6). */
    public sealed interface Framing {
        /** No body and no field that says so. */
        record None() implements Framing {}

        /**
         * A body.
         *
         * @param bytes its length as the client has written the number; null for chunks
         * @param permitted whether the upstream has to ask for it first (RFC 9110, section 10.1.1)
         */
        record Body(@org.jspecify.annotations.Nullable String bytes, boolean permitted)
                implements Framing {}

        /** No body, and the connection becomes a WebSocket when the upstream agrees. */
        record WebSocket() implements Framing {}
    }

    boolean whole() {
        return !(framing instanceof Framing.Body);
    }

    boolean upgrade() {
        return framing instanceof Framing.WebSocket;
    }

    boolean chunked() {
        return framing instanceof Framing.Body(var bytes, _) && bytes == null;
    }

    void write(HeadWriter to) {
        to.begin(method, target).field("Host", host);
        fields.accept(to);
        switch (framing) {
            case Framing.None _ -> {}
            case Framing.Body(var bytes, var permitted) -> {
                if (bytes == null) {
                    to.field("Transfer-Encoding", "chunked");
                } else {
                    to.field("Content-Length", bytes);
                }
                if (permitted) {
                    to.field("Expect", "100-continue");
                }
            }
            case Framing.WebSocket _ ->
                    to.field("Connection", "Upgrade").field("Upgrade", "websocket");
        }
        to.end();
    }
}
