package dev.vestibule.gateway.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import java.util.function.Supplier;

/**
 * Replaces the handlers of HTTP/1.1 by those of HTTP/2 when that is what the client has chosen in
 * its handshake (RFC 7301).
 */
final class ProtocolSwitch extends ChannelInboundHandlerAdapter {
    private final ClientConnection connection;
    private final Supplier<ClientStreams> multiplexed;

    ProtocolSwitch(ClientConnection connection, Supplier<ClientStreams> multiplexed) {
        this.connection = connection;
        this.multiplexed = multiplexed;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Http2Exception {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            ChannelPipeline pipeline = ctx.pipeline();
            SslHandler tls = pipeline.get(SslHandler.class);
            if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
                take(pipeline);
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /** A client that is refused is told so in the words of HTTP/1.1, as before any protocol. */
    private void take(ChannelPipeline pipeline) throws Http2Exception {
        if (connection.seat().refusal() == null) {
            ClientStreams streams = multiplexed.get();
            connection.speaks(streams);
            pipeline.remove("answerWatch");
            pipeline.remove("httpEncoder");
            pipeline.remove("chunkGatherer");
            pipeline.remove("httpDecoder");
            streams.mount(pipeline, "traffic");
        }
    }
}
