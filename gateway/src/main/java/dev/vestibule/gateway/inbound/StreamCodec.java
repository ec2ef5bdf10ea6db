package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

/** Turns the frames of one stream into messages of HTTP/1.1, and its answer into frames. */
final class StreamCodec extends ChannelDuplexHandler {
    private static final int FINAL = 200;

    private static final StreamHead HEADS = new StreamHead(8 * 1024);

    private final ClientStream stream;
    private final @Nullable CharSequence hsts;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ChannelFuture lastWrite;
    private boolean begun;
    private long waiting;
    private long written;

    StreamCodec(ClientStream stream, @Nullable CharSequence hsts) {
        this.stream = stream;
        this.hsts = hsts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Bytes of bodies that wait for the client to read. */
    long unread() {
        return waiting;
    }

    /** Bytes of bodies that the connection has taken. */
    long written() {
        return written;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame head when !begun -> begin(ctx, head);
            case Http2HeadersFrame trailers ->
                    last(
                            ctx,
                            Unpooled.EMPTY_BUFFER,
                            trailers.isEndStream()
                                    && RequestTrailers.keep(trailers.headers(), ctx));
            case Http2DataFrame data -> body(ctx, data);
            default -> ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception.StreamException) {
            stream.isBroken();
        }
        ctx.fireExceptionCaught(cause);
    }

    private void begin(ChannelHandlerContext ctx, Http2HeadersFrame head) {
        begun = true;
        DefaultHttpRequest request = HEADS.read(head.headers(), head.isEndStream());
        if (!stream.begins(RequestDecoder.cost(head.headers()))) {
            reset(ctx, Http2Error.REFUSED_STREAM);
            return;
        }
        if (head.isEndStream()) {
            stream.requestIsThere();
        }
        ctx.fireChannelRead(request);
        if (head.isEndStream()) {
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void body(ChannelHandlerContext ctx, Http2DataFrame data) {
        ByteBuf bytes = data.content();
        stream.bodyCame(bytes.readableBytes());
        if (data.isEndStream()) {
            last(ctx, bytes, true);
        } else if (bytes.isReadable()) {
            ctx.fireChannelRead(new DefaultHttpContent(bytes));
        } else {
            bytes.release();
        }
    }

    private void last(ChannelHandlerContext ctx, ByteBuf bytes, boolean ends) {
        if (!ends) {
            reset(ctx, Http2Error.PROTOCOL_ERROR);
            return;
        }
        stream.requestIsThere();
        ctx.fireChannelRead(new DefaultLastHttpContent(bytes));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        switch (message) {
            case HttpResponse head -> answer(ctx, head, promise.unvoid());
            case HttpContent content -> content(ctx, content, promise.unvoid());
            default -> mark(message, promise);
        }
    }

    /** Nothing to write: it is done when all before it is. */
    private void mark(Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        ChannelFuture before = lastWrite;
        if (before == null || before.isDone()) {
            promise.trySuccess();
        } else {
            before.addListener(_ -> promise.trySuccess());
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpResponse head, ChannelPromise promise) {
        boolean interim = head.status().code() < FINAL;
        Http2Headers fields = StreamHead.answer(head.headers());
        fields.status(head.status().codeAsText());
        if (!interim) {
            stream.answerBegins();
            if (hsts != null) {
                fields.set("strict-transport-security", hsts);
            }
        }
        if (interim || !(head instanceof HttpContent content)) {
            ReferenceCountUtil.release(head);
            write(ctx, new DefaultHttp2HeadersFrame(fields), promise);
        } else if (head instanceof LastHttpContent last && bare(last)) {
            last.release();
            write(ctx, new DefaultHttp2HeadersFrame(fields, true), promise);
            ended(ctx, promise);
        } else {
            write(ctx, new DefaultHttp2HeadersFrame(fields), ctx.newPromise());
            content(ctx, content, promise);
        }
    }

    private static boolean bare(LastHttpContent last) {
        return !last.content().isReadable() && last.trailingHeaders().isEmpty();
    }

    private void content(ChannelHandlerContext ctx, HttpContent content, ChannelPromise promise) {
        ByteBuf bytes = content.content();
        if (!(content instanceof LastHttpContent last)) {
            data(ctx, bytes, false, promise);
            return;
        }
        if (last.trailingHeaders().isEmpty()) {
            data(ctx, bytes, true, promise);
        } else {
            data(ctx, bytes, false, ctx.newPromise());
            write(
                    ctx,
                    new DefaultHttp2HeadersFrame(StreamHead.answer(last.trailingHeaders()), true),
                    promise);
        }
        ended(ctx, promise);
    }

    /** What a client still sends after its answer is of no use, and would keep the stream open. */
    private void ended(ChannelHandlerContext ctx, ChannelPromise lastFrame) {
        stream.answerEnds();
        if (stream.answeredEarly()) {
            lastFrame.addListener(_ -> ctx.channel().close());
        }
    }

    private void data(
            ChannelHandlerContext ctx, ByteBuf bytes, boolean ends, ChannelPromise promise) {
        int size = bytes.readableBytes();
        waiting += size;
        promise.addListener(_ -> {
            waiting -= size;
            written += size;
        });
        write(ctx, new DefaultHttp2DataFrame(bytes, ends), promise);
    }

    private void write(ChannelHandlerContext ctx, Http2StreamFrame frame, ChannelPromise promise) {
        lastWrite = promise;
        ctx.write(frame, promise);
    }

    /** A client that still sends its request would take another reset for a failure (8.1). */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (stream.answeredEarly()) {
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
        ctx.close(promise);
    }

    /**
     * Ends the stream.
     *
     * @param status of the answer; 0 when it ends without one
     */
    void end(int status) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (status > 0) {
            Http2Headers fields = new DefaultHttp2Headers();
            fields.status(Integer.toString(status)).set("cache-control", "no-store");
            ctx.write(new DefaultHttp2HeadersFrame(fields, true));
            stream.answerEnds();
            reset(ctx, Http2Error.NO_ERROR);
        } else {
            reset(ctx, Http2Error.CANCEL);
        }
    }

    private static void reset(ChannelHandlerContext ctx, Http2Error why) {
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(why));
        ctx.close();
    }
}
