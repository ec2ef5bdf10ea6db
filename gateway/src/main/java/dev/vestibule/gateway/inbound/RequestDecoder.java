package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Decodes one request at a time: what a client sends beyond it stays in the buffer until the
 * request is answered, and takes no memory but its own bytes. It tells {@link ClientConnection} how
 * far it is.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** What the fields of a head take beside their bytes. */
    private static final int FIELD = 160;

    private final ClientConnection connection;
    private @Nullable FieldCheck check;
    private @Nullable ChannelHandlerContext context;
    private long consumed;

    RequestDecoder(ClientConnection connection, HttpServerOptions options) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(options.getMaxInitialLineLength())
                        .setMaxHeaderSize(options.getMaxHeaderSize())
                        .setMaxChunkSize(options.getMaxChunkSize())
                        .setInitialBufferSize(options.getDecoderInitialBufferSize())
                        .setTrailersFactory(RequestTrailers.FACTORY));
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        connection.tunnels();
        super.handlerRemoved0(ctx);
    }

    /** The bytes that wait to be decoded. */
    int waiting() {
        return actualReadableBytes();
    }

    /** Continues with what waits. */
    void resume() throws Exception {
        ChannelHandlerContext ctx = context;
        if (ctx != null && !ctx.isRemoved()) {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (connection.holds()) {
            return;
        }
        if (folded(in)) {
            in.skipBytes(in.readableBytes());
            connection.malformed();
            return;
        }
        int begin = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        if (out.size() == known) {
            consumed += in.readerIndex() - begin;
            connection.waits(cost(consumed + in.readableBytes()));
            return;
        }
        List<Object> messages = out.subList(known, out.size());
        long size = consumed + in.readerIndex() - begin;
        consumed = 0;
        for (Object message : messages) {
            if (!told(message, size)) {
                messages.forEach(ReferenceCountUtil::release);
                messages.clear();
                return;
            }
        }
    }

    /**
     * Whether a line of the head continues in the next one. Each such line would be copied again
     * with all before it.
     */
    private boolean folded(ByteBuf in) {
        if (!connection.expectsHead()) {
            return false;
        }
        int at = in.readerIndex();
        if (check != null && blank(in, at)) {
            return true;
        }
        while (check == null && at < in.writerIndex() && in.getUnsignedByte(at) <= ' ') {
            at++;
        }
        int end = in.indexOf(at, in.writerIndex(), (byte) '\n');
        while (end >= 0 && end + 1 < in.writerIndex() && !lineEnd(in.getByte(end + 1))) {
            if (blank(in, end + 1)) {
                return true;
            }
            end = in.indexOf(end + 1, in.writerIndex(), (byte) '\n');
        }
        return false;
    }

    private static boolean blank(ByteBuf in, int at) {
        return at < in.writerIndex() && (in.getByte(at) == ' ' || in.getByte(at) == '\t');
    }

    private static boolean lineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private boolean told(Object message, long size) {
        if (message instanceof HttpRequest) {
            boolean taken = connection.headIsThere(cost(size));
            check = null;
            return taken;
        }
        if (message instanceof HttpContent content) {
            connection.bodyCame(content.content().readableBytes());
        }
        if (message instanceof LastHttpContent last) {
            RequestTrailers.keep(last.trailingHeaders(), context);
            connection.bodyIsThere();
        }
        return true;
    }

    /** The memory that a head takes: its bytes here and in the objects made of them. */
    private long cost(long bytes) {
        FieldCheck known = check;
        return 2 * bytes + (known == null ? 0 : (long) FIELD * known.fields());
    }

    /** The memory that a head of HTTP/2 takes. */
    static long cost(Http2Headers head) {
        long bytes = 0;
        for (Map.Entry<CharSequence, CharSequence> field : head) {
            bytes += field.getKey().length() + field.getValue().length();
        }
        return 2 * bytes + (long) FIELD * head.size();
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        FieldCheck fields = new FieldCheck();
        check = fields;
        return new DefaultHttpRequest(
                HttpVersion.valueOf(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                HeadersMultiMap.httpHeaders(fields));
    }

    /**
     * Looks at each header field of one request before it is kept: how many there are, and whether
     * name and value are what RFC 9110, section 5, allows. A field that is neither makes the whole
     * request malformed.
     */
    static final class FieldCheck implements BiConsumer<CharSequence, CharSequence> {
        /** The most fields of one request. */
        static final int MOST = 100;

        private int fields;

        @Override
        public void accept(CharSequence name, CharSequence value) {
            fields++;
            if (fields > MOST) {
                throw new TooLongHttpHeaderException("more than " + MOST + " header fields");
            }
            if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) >= 0) {
                throw new IllegalArgumentException("a header name that is no token");
            }
            if (HttpHeaderValidationUtil.validateValidHeaderValue(value) >= 0) {
                throw new IllegalArgumentException("a header value with a control character");
            }
        }

        /** How many fields came so far. */
        int fields() {
            return fields;
        }
    }
}
