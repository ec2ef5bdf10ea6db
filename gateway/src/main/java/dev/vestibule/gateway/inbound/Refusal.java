package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Why a connection ends without a handler's answer. */
enum Refusal {
    /** As many connections as the process takes. */
    CONNECTIONS("503 Service Unavailable", "The server is busy. Try again in a few seconds."),
    /** As many connections as one address may have. */
    ADDRESS("503 Service Unavailable", "Too many connections from your network."),
    /** No memory is left for the head of a request. */
    HEADS("503 Service Unavailable", "The server is busy. Try again in a few seconds."),
    /** A header field is folded over several lines (RFC 9112, section 5.2). */
    FOLDED("400 Bad Request", "The request has a header field of several lines."),
    /** The head of a request did not come in time. */
    SLOW_HEAD("408 Request Timeout", "The request did not arrive in time."),
    /** The body of a request comes below the minimum rate. */
    SLOW_BODY("408 Request Timeout", "The request did not arrive in time."),
    /** The client does not read its answer, or nothing moves at all. */
    STALLED("", "");

    private final String status;
    private final String text;

    Refusal(String status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The whole answer; empty when the connection ends without a word. */
    ByteBuf answer() {
        if (status.isEmpty()) {
            return Unpooled.EMPTY_BUFFER;
        }
        String retry = status.startsWith("503") ? "Retry-After: 5\r\n" : "";
        String answer =
                "HTTP/1.1 %s\r\n%sConnection: close\r\nCache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, retry, text.length(), text);
        return Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII);
    }

    /** The status of the answer; 0 when there is none. */
    int code() {
        return status.isEmpty() ? 0 : Integer.parseInt(status.substring(0, 3));
    }

    /** The name in metrics and log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
