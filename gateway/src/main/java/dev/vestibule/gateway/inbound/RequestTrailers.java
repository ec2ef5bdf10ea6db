package dev.vestibule.gateway.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The fields behind the body of a request. A few are kept, until the next request is there. */
public final class RequestTrailers {
    /** The most that are kept; they take memory that nothing else limits. */
    private static final int MOST = 16;

    private static final int LONGEST = 256;
    private static final AttributeKey<HttpHeaders> KEY =
            AttributeKey.valueOf(RequestTrailers.class, "trailers");

    /** For a decoder. */
    static final HttpHeadersFactory FACTORY =
            new HttpHeadersFactory() {
                @Override
                public HttpHeaders newHeaders() {
                    return new Few();
                }

                @Override
                public HttpHeaders newEmptyHeaders() {
                    return DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders();
                }
            };

    private RequestTrailers() {}

    /** Those of a request whose body was read. */
    public static HttpHeaders of(HttpServerRequest request) {
        HttpHeaders kept = ((ConnectionBase) request.connection()).channel().attr(KEY).get();
        return kept == null ? EmptyHttpHeaders.INSTANCE : kept;
    }

    static void keep(HttpHeaders trailers, @Nullable ChannelHandlerContext ctx) {
        if (ctx != null && (!trailers.isEmpty() || ctx.channel().hasAttr(KEY))) {
            ctx.channel().attr(KEY).set(trailers);
        }
    }

    /**
     * Keeps those of a stream of HTTP/2.
     *
     * @return false when they are malformed (RFC 9113, section 8.1)
     */
    static boolean keep(Http2Headers trailers, ChannelHandlerContext ctx) {
        HttpHeaders few = new Few();
        for (Map.Entry<CharSequence, CharSequence> field : trailers) {
            if (field.getKey().isEmpty() || field.getKey().charAt(0) == ':') {
                return false;
            }
            few.add(field.getKey(), field.getValue());
        }
        keep(few, ctx);
        return true;
    }

    /** Leaves out what is too much, or no field (RFC 9110, section 5). */
    private static final class Few extends DefaultHttpHeaders {
        @Override
        public HttpHeaders add(CharSequence name, Object value) {
            CharSequence text = value.toString();
            boolean field =
                    !name.isEmpty()
                            && HttpHeaderValidationUtil.validateToken(name) < 0
                            && HttpHeaderValidationUtil.validateValidHeaderValue(text) < 0;
            if (field && size() < MOST && name.length() + text.length() <= LONGEST) {
                super.add(name, text);
            }
            return this;
        }

        @Override
        public HttpHeaders add(String name, Object value) {
            return add((CharSequence) name, value);
        }
    }
}
