package dev.vestibule.gateway.oidc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;

/**
 * Leaves interim answers out (RFC 9110, section 15.2), which the client takes for the final ones.
 * One that switches protocols, which we never ask for, goes on and is refused.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {
    private static final int SWITCHING = 101;
    private static final String CLIENT = "handler";

    private boolean within;

    private InterimAnswers() {}

    /** Watches a new connection. */
    static void skip(HttpConnection connection) {
        ((HttpClientConnectionInternal) connection)
                .channelHandlerContext()
                .pipeline()
                .addBefore(CLIENT, "interim", new InterimAnswers());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        within |= message instanceof HttpResponse answer && isInterim(answer);
        if (!within) {
            ctx.fireChannelRead(message);
            return;
        }
        within = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }

    private static boolean isInterim(HttpResponse answer) {
        return answer.decoderResult().isSuccess()
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && answer.status().code() != SWITCHING;
    }
}
