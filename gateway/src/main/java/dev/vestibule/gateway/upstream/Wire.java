package dev.vestibule.gateway.upstream;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;

import org.jspecify.annotations.Nullable;

/** The socket of a connection to an upstream, with the codec in front of it. */
final class Wire {
    private static final String DECODER = "answers";
    private static final String ENCODER = "requests";

    private final NetSocketInternal socket;
    private final Channel channel;

    Wire(NetSocketInternal socket, AnswerDecoder decoder) {
        this.socket = socket;
        ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
        channel = pipeline.channel();
        pipeline.addBefore("handler", DECODER, decoder);
        pipeline.addBefore("handler", ENCODER, new HttpRequestEncoder());
        // An answer that has arrived is read even though the rest of the request cannot be sent.
        channel.config().setAutoClose(false);
    }

    boolean open() {
        return channel.isActive();
    }

    Future<Void> write(Object message) {
        return socket.writeMessage(message);
    }

    boolean writeQueueFull() {
        return socket.writeQueueFull();
    }

    void drainHandler(@Nullable Handler<Void> drained) {
        socket.drainHandler(drained);
    }

    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** What is still to be written is dropped: a peer that reads nothing must not hold us. */
    void close() {
        socket.channelHandlerContext().close();
    }

    /** Runs the action when everything that has arrived by now was read. */
    void afterReading(ContextInternal context, Runnable action) {
        EventLoop loop = channel.eventLoop();
        // A task of a task comes before the next look at the sockets, a timer behind it.
        loop.execute(() -> loop.schedule(() -> context.emit(_ -> action.run()), 0, NANOSECONDS));
    }

    /** Takes the codec away; what has arrived behind the answer waits in the paused socket. */
    NetSocketInternal bare() {
        socket.messageHandler(null);
        socket.readCompletionHandler(null);
        socket.pause();
        channel.config().setAutoClose(true);
        channel.pipeline().remove(DECODER);
        channel.pipeline().remove(ENCODER);
        return socket;
    }
}
