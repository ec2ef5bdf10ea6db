package dev.vestibule.gateway.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells {@link ClientConnection} when the final answer to a request begins and ends. */
final class AnswerWatch extends ChannelOutboundHandlerAdapter {
    private static final int FINAL = 200;
    private static final int SWITCHING = 101;

    private final ClientConnection connection;
    private boolean interim;

    AnswerWatch(ClientConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof HttpResponse head) {
            int status = head.status().code();
            interim = status < FINAL;
            if (!interim || status == SWITCHING) {
                connection.answerBegins();
            }
        }
        ctx.write(msg, promise);
        if (msg instanceof LastHttpContent && !interim) {
            connection.answerEnds();
        }
    }
}
