package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.net.NetSocketInternal;

import org.jspecify.annotations.Nullable;

/**
 * One stream of a {@link SharedConnection}: the request leaves as frames, and the frames of the
 * answer arrive as messages of HTTP/1.1.
 */
final class UpstreamStream extends ChannelInboundHandlerAdapter implements Carrier {
    private final SharedConnection connection;
    private final Channel channel;
    private final Reader reader;
    private final ChannelFutureListener written;
    private final StreamAnswer answer = new StreamAnswer();
    private @Nullable Throwable fault;
    private @Nullable Handler<Void> drained;
    private boolean refused;
    private boolean heard;
    private long readsBefore = -1;

    UpstreamStream(SharedConnection connection, Channel channel, Reader reader) {
        this.connection = connection;
        this.channel = channel;
        this.reader = reader;
        this.written = this::written;
        channel.pipeline().addLast("stream", this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heard = true;
        try {
            switch (message) {
                case Http2HeadersFrame head ->
                        answer.head(head.headers(), head.isEndStream(), this::tell);
                case Http2DataFrame data ->
                        answer.body(data.content(), data.isEndStream(), this::tell);
                default -> ReferenceCountUtil.release(message);
            }
        } catch (IllegalArgumentException malformed) {
            fail(new BrokenAnswerException("malformed answer", malformed));
        }
    }

    private void tell(Object message) {
        connection.context().emit(message, reader.received());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.context().emit(null, reader.caughtUp());
    }

    /** What has arrived before a reset is still read. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            Http2Error why = Http2Error.valueOf(reset.errorCode());
            refused |= why == Http2Error.REFUSED_STREAM;
            fault = new BrokenAnswerException("stream reset, " + why, null);
        } else if (event instanceof Http2GoAwayFrame) {
            refused = true;
            fault = new BrokenAnswerException("connection given up", null);
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(new BrokenAnswerException("malformed answer", cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Throwable why = fault == null ? connection.fault() : fault;
        connection
                .context()
                .emit(
                        why == null ? new BrokenAnswerException("closed", null) : why,
                        reader.closed());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Handler<Void> waiting = drained;
        if (waiting != null && channel.isWritable()) {
            connection.context().emit(null, waiting);
        }
    }

    private void fail(Throwable cause) {
        fault = cause;
        channel.close();
    }

    @Override
    public void send(RequestHead head) {
        readsBefore = connection.reads();
        answer.expect(head.method().equals("HEAD"));
        channel.writeAndFlush(
                        new DefaultHttp2HeadersFrame(
                                StreamFields.of(head, connection.scheme()), head.whole()))
                .addListener(this::headWritten);
    }

    private void headWritten(Future<? super Void> done) {
        if (!done.isSuccess() && fault == null) {
            refused = true;
            fail(done.cause());
        }
    }

    private void written(Future<? super Void> done) {
        if (!done.isSuccess()) {
            connection.context().emit(null, reader.unwritable());
        }
    }

    @Override
    public void write(ByteBuf piece) {
        if (piece.isReadable()) {
            channel.writeAndFlush(new DefaultHttp2DataFrame(piece, false)).addListener(written);
        }
    }

    @Override
    public void end(HttpHeaders trailers) {
        if (trailers.isEmpty()) {
            channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true))
                    .addListener(written);
        } else {
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(StreamFields.of(trailers), true))
                    .addListener(written);
        }
    }

    @Override
    public boolean writeQueueFull() {
        return !channel.isWritable();
    }

    @Override
    public void drainHandler(@Nullable Handler<Void> handler) {
        drained = handler;
    }

    @Override
    public void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** A stream carries one exchange. */
    @Override
    public boolean usable() {
        return false;
    }

    @Override
    public boolean stale() {
        return refused || connection.endedAfterUse();
    }

    @Override
    public NetSocketInternal bare() {
        throw new IllegalStateException("a stream has no socket of its own");
    }

    /** A connection on which nothing has come since the request may be dead. */
    @Override
    public void close() {
        if (!heard && fault == null && connection.reads() == readsBefore) {
            connection.retire();
        }
        channel.close();
    }
}
