package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.nio.channels.ClosedChannelException;

/**
 * The bytes of one connection, in both directions, in front of the decoder: it counts them, and
 * passes none on after {@link ClientConnection} has ended it.
 */
final class Traffic extends ChannelDuplexHandler {
    private final ClientConnection connection;
    private final Channel channel;
    private @Nullable ChannelHandlerContext context;
    private boolean ended;
    private boolean held;

    /** Whether the handlers behind want to read as soon as nothing holds. */
    private boolean wanted;

    private long in;
    private long out;

    Traffic(ClientConnection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        // The decoder has looked at its last bytes only now.
        connection.closed();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        connection.speaks();
        if (ended) {
            ReferenceCountUtil.release(msg);
            return;
        }
        if (msg instanceof ByteBuf bytes) {
            in += bytes.readableBytes();
        }
        ctx.fireChannelRead(msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        connection.hasRead();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        connection.resumeLater();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (held) {
            wanted = true;
            channel.config().setAutoRead(false);
        } else {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (ended) {
            ReferenceCountUtil.release(msg);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (msg instanceof ByteBuf bytes) {
            out += bytes.readableBytes();
        }
        ctx.write(msg, promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (channel.isActive() && connection.closesGently()) {
            channel.closeFuture().addListener(_ -> promise.trySuccess());
        } else {
            ctx.close(promise);
        }
    }

    /**
     * Reads on, or not, without disturbing the handlers behind that stop and start reading
     * themselves. To be called only after they have seen what was read.
     */
    void hold(boolean still) {
        boolean next = still && !ended;
        if (next && !held) {
            wanted = channel.config().isAutoRead();
            held = true;
            channel.config().setAutoRead(false);
        } else if (!next && held) {
            held = false;
            channel.config().setAutoRead(channel.config().isAutoRead() || wanted);
        }
    }

    /** What is seen of it now. */
    Motion.State state(long now, boolean uploading) {
        var waiting = channel.unsafe().outboundBuffer();
        long unread = waiting == null ? 0 : waiting.totalPendingWriteBytes();
        boolean wanted = uploading && channel.config().isAutoRead();
        return new Motion.State(now, in, out - unread, wanted, unread > 0);
    }

    /** Writes these bytes as the last ones, and throws away what comes. */
    void end(ByteBuf last) {
        ended = true;
        hold(false);
        channel.config().setAutoRead(true);
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.writeAndFlush(last).addListener(_ -> endOutput());
        }
    }

    /** Under TLS a client takes an end without a word for an attack (RFC 8446, section 6.1). */
    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            ((DuplexChannel) channel).shutdownOutput();
        } else {
            tls.closeOutbound().addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
        }
    }

    /** Not through the handlers behind, which wait until the client has read everything. */
    void closeNow() {
        ended = true;
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.close();
        }
    }
}
