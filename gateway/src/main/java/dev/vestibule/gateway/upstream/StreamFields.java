package dev.vestibule.gateway.upstream;

import dev.vestibule.gateway.upstream.RequestHead.Framing;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * Writes the fields of a request for HTTP/2 (RFC 9113, section 8.3.1). Names are in small letters,
 * and each character of a value is one byte.
 */
final class StreamFields implements RequestHead.Fields {
    private final Http2Headers to = new DefaultHttp2Headers(false);

    private StreamFields() {}

    /** A head. The authority takes the place of Host. */
    static Http2Headers of(RequestHead head, String scheme) {
        StreamFields fields = new StreamFields();
        fields.to
                .method(head.method())
                .scheme(scheme)
                .authority(fields.bytes(head.host()))
                .path(fields.bytes(head.target()));
        head.fields().accept(fields);
        if (head.framing() instanceof Framing.Body(var bytes, var permitted)) {
            if (bytes != null) {
                fields.field("content-length", bytes);
            }
            if (permitted) {
                fields.field("expect", "100-continue");
            }
        }
        if (head.trailers()) {
            fields.field("te", "trailers");
        }
        return fields.to;
    }

    /** Trailers. */
    static Http2Headers of(HttpHeaders trailers) {
        StreamFields fields = new StreamFields();
        trailers.forEach(field -> fields.field(field.getKey(), field.getValue()));
        return fields.to;
    }

    @Override
    public StreamFields field(CharSequence name, CharSequence value) {
        to.add(bytes(name).toLowerCase(), bytes(value));
        return this;
    }

    private AsciiString bytes(CharSequence text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
                throw new IllegalArgumentException("a character that no header can carry");
            }
        }
        return AsciiString.of(text);
    }
}
