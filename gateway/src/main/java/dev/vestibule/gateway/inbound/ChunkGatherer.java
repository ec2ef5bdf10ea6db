package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;

import org.jspecify.annotations.Nullable;

/**
 * Makes one piece of the small pieces of a body that come in one read: a chunk of one byte would
 * cost hundreds of bytes on its way through the handlers.
 */
final class ChunkGatherer extends ChannelInboundHandlerAdapter {
    private static final int SMALL = 1024;
    private static final int FULL = 8 * SMALL;

    private @Nullable ByteBuf gathered;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg.getClass() == DefaultHttpContent.class && small((HttpContent) msg)) {
            gather(ctx, (HttpContent) msg);
        } else {
            pass(ctx);
            ctx.fireChannelRead(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        pass(ctx);
        ctx.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        gathered = null;
    }

    private static boolean small(HttpContent content) {
        return content.decoderResult().isSuccess() && content.content().readableBytes() < SMALL;
    }

    private void gather(ChannelHandlerContext ctx, HttpContent content) {
        ByteBuf into = gathered;
        if (into == null) {
            into = Unpooled.buffer(SMALL, FULL + SMALL);
            gathered = into;
        }
        into.writeBytes(content.content());
        content.release();
        if (into.readableBytes() >= FULL) {
            pass(ctx);
        }
    }

    private void pass(ChannelHandlerContext ctx) {
        ByteBuf piece = gathered;
        gathered = null;
        if (piece != null) {
            ctx.fireChannelRead(new DefaultHttpContent(piece));
        }
    }
}
