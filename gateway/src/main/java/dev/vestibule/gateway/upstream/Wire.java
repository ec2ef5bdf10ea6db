package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The socket of a connection to an upstream, with the decoder in front of it. What is decoded goes
 * to the connection and not to the socket, until the connection becomes a WebSocket's.
 */
final class Wire extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "answers";
    private static final String WIRE = "wire";
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final NetSocketInternal socket;
    private final ContextInternal context;
    private final ChannelHandlerContext inner;
    private final Channel channel;
    private final Reader reader;
    private final ChannelFutureListener written;
    private @Nullable Handler<Void> drained;

    /**
     * Who reads from the wire.
     *
     * @param received a decoded message
     * @param caughtUp everything that has arrived by now was received
     * @param unwritable something cannot be sent any more
     */
    record Reader(Handler<Object> received, Handler<Void> caughtUp, Handler<Void> unwritable) {}

    Wire(NetSocketInternal socket, AnswerDecoder decoder, Reader reader) {
        this.socket = socket;
        this.reader = reader;
        this.context = ((ConnectionBase) socket).context();
        inner = socket.channelHandlerContext();
        channel = inner.channel();
        written = this::written;
        var pipeline = inner.pipeline();
        pipeline.addBefore("handler", DECODER, decoder);
        pipeline.addBefore("handler", WIRE, this);
        // An answer that has arrived is read even though the rest of the request cannot be sent.
        channel.config().setAutoClose(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        context.emit(message, reader.received());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        context.emit(null, reader.caughtUp());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Handler<Void> waiting = drained;
        if (waiting != null && channel.isWritable()) {
            context.emit(null, waiting);
        }
        ctx.fireChannelWritabilityChanged();
    }

    private void written(ChannelFuture done) {
        if (!done.isSuccess()) {
            context.emit(null, reader.unwritable());
        }
    }

    boolean open() {
        return channel.isActive();
    }

    void write(HeadWriter head) {
        write(head.copied(channel.alloc()));
    }

    void write(ByteBuf bytes) {
        inner.writeAndFlush(bytes).addListener(written);
    }

    /** A piece of a body in chunks, which is not empty (RFC 9112, section 7.1). */
    void writeChunk(ByteBuf bytes) {
        String length = Integer.toHexString(bytes.readableBytes()) + "\r\n";
        write(
                Unpooled.wrappedBuffer(
                        Unpooled.copiedBuffer(length, StandardCharsets.US_ASCII),
                        bytes,
                        Unpooled.wrappedBuffer(LAST_CHUNK, 1, 2)));
    }

    void writeLastChunk() {
        write(Unpooled.wrappedBuffer(LAST_CHUNK));
    }

    boolean writeQueueFull() {
        return !channel.isWritable();
    }

    void drainHandler(@Nullable Handler<Void> handler) {
        drained = handler;
    }

    void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** What is still to be written is dropped: a peer that reads nothing must not hold us. */
    void close() {
        inner.close();
    }

    /** Takes the codec away; what has arrived behind the answer waits in the paused socket. */
    NetSocketInternal bare() {
        socket.pause();
        channel.config().setAutoClose(true);
        channel.pipeline().remove(WIRE);
        channel.pipeline().remove(DECODER);
        return socket;
    }
}
