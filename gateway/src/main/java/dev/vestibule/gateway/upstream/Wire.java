package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The socket of a connection of HTTP/1.1 to an upstream, with the decoder in front of it. What is
 * decoded goes to the connection and not to the socket, until the connection switches to another
 * protocol.
 */
final class Wire extends ChannelInboundHandlerAdapter implements Carrier {
    private static final String DECODER = "answers";
    private static final String WIRE = "wire";
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final NetSocketInternal socket;
    private final HeadWriter writer;
    private final AnswerDecoder decoder = new AnswerDecoder();
    private final ContextInternal context;
    private final ChannelHandlerContext inner;
    private final Channel channel;
    private final Reader reader;
    private final ChannelFutureListener written;
    private Throwable fault = new BrokenAnswerException("closed", null);
    private boolean chunked;
    private @Nullable Handler<Void> drained;

    Wire(NetSocketInternal socket, HeadWriter writer, Reader reader) {
        this.socket = socket;
        this.writer = writer;
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
        socket.exceptionHandler(cause -> fault = cause);
        socket.closeHandler(_ -> reader.closed().handle(fault));
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

    @Override
    public boolean usable() {
        return channel.isActive() && !decoder.spoiled();
    }

    /** A kept connection may be closed in the moment in which it is used again. */
    @Override
    public boolean stale() {
        return false;
    }

    @Override
    public void send(RequestHead head) {
        chunked = head.chunked();
        decoder.expect(head.method().equals("HEAD"));
        head.write(writer);
        send(writer.copied(channel.alloc()));
    }

    @Override
    public void write(ByteBuf piece) {
        if (!chunked) {
            send(piece);
        } else if (piece.isReadable()) {
            writeChunk(piece);
        }
    }

    private void send(ByteBuf bytes) {
        inner.writeAndFlush(bytes).addListener(written);
    }

    /** A piece of a body in chunks, which is not empty (RFC 9112, section 7.1). */
    private void writeChunk(ByteBuf bytes) {
        String length = Integer.toHexString(bytes.readableBytes()) + "\r\n";
        send(
                Unpooled.wrappedBuffer(
                        Unpooled.copiedBuffer(length, StandardCharsets.US_ASCII),
                        bytes,
                        Unpooled.wrappedBuffer(LAST_CHUNK, 1, 2)));
    }

    /** Trailers are sent behind a body in chunks, and behind no other (section 7.1.2). */
    @Override
    public void end(HttpHeaders trailers) {
        if (chunked && trailers.isEmpty()) {
            send(Unpooled.wrappedBuffer(LAST_CHUNK));
        } else if (chunked) {
            writer.lastChunk(trailers);
            send(writer.copied(channel.alloc()));
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

    @Override
    public void close() {
        inner.close();
    }

    /** Takes the codec away; what has arrived behind the answer waits in the paused socket. */
    @Override
    public NetSocketInternal bare() {
        socket.pause();
        channel.config().setAutoClose(true);
        channel.pipeline().remove(WIRE);
        channel.pipeline().remove(DECODER);
        return socket;
    }
}
