package dev.vestibule.gateway.upstream;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The head of one request. Its bytes are written when it is sent, and again when it is sent again.
 *
 * @param target origin form, encoded
 * @param host value of the Host field
 * @param fields writes every other field but those that frame the body
 * @param framing how long the body is
 * @param trailers whether the client says that it reads trailers, which HTTP/2 passes on (RFC 9110,
 *     section 10.1.4)
 */
public record RequestHead(
        String method,
        String target,
        String host,
        Consumer<Fields> fields,
        Framing framing,
        boolean trailers) {

    /** Where the fields of a head are written to. */
    public interface Fields {
        /**
         * Writes one. Each character is one byte.
         *
         * @param value checked where it came from; the line end that a text still has is refused
         * @throws IllegalArgumentException when it would begin another line
         */
        Fields field(CharSequence name, CharSequence value);
    }

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
        record Body(@Nullable String bytes, boolean permitted) implements Framing {}

        /**
         * The connection speaks another protocol when the upstream agrees (RFC 9110, section 7.8).
         *
         * @param protocol a WebSocket's or another
         * @param bytes the length of the body in front of it; null for none
         */
        record Upgrade(String protocol, @Nullable String bytes) implements Framing {}
    }

    boolean whole() {
        return switch (framing) {
            case Framing.None _ -> true;
            case Framing.Body _ -> false;
            case Framing.Upgrade(_, var bytes) -> bytes == null;
        };
    }

    /** The protocol that the connection may switch to; null for none. */
    @Nullable String upgrade() {
        return framing instanceof Framing.Upgrade(var protocol, _) ? protocol : null;
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
            case Framing.Upgrade(var protocol, var bytes) -> {
                to.field("Connection", "Upgrade").field("Upgrade", protocol);
                if (bytes != null) {
                    to.field("Content-Length", bytes);
                }
            }
        }
        to.end();
    }
}
