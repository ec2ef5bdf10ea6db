package dev.vestibule.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;

/**
 * Leaves interim answers out of our own calls to other servers (RFC 9110, section 15.2), whose
 * client takes them for the final ones. One that switches protocols, which we never ask for,
 * continues and is refused.
 */
public final class InterimAnswers extends ChannelInboundHandlerAdapter {
    private static final int SWITCHING = 101;
    private static final String CLIENT = "handler";

    private boolean within;

    private InterimAnswers() {}

    /** Watches a new connection. */
    public static void skip(HttpConnection connection) {
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
