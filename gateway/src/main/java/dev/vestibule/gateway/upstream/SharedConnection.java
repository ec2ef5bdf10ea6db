package dev.vestibule.gateway.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One connection of HTTP/2 to an upstream (RFC 9113). Each exchange has a stream of its own, which
 * is a channel of Netty's. It is used on its own event loop only.
 */
final class SharedConnection {
    /** Requests at once; an upstream may allow fewer. */
    private static final int MOST = 100;

    /** Requests in all: the numbers of streams end (section 5.1.1). */
    private static final int MOST_EVER = 1_000_000;

    /**
     * What an upstream may send ahead on each stream. The window of the connection holds that of
     * every stream, so that a client that does not read holds up its own answer only.
     */
    private static final int STREAM_WINDOW = 64 * 1024;

    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int RESETS = 1_000;
    private static final int RESETS_SECONDS = 10;
    private static final int SMALL_CONTINUATIONS = 16;
    private static final int WAITING_CONTROL_FRAMES = 1_000;
    private static final long GRACE_MILLIS = 1_000;

    private final Channel channel;
    private final ContextInternal context;
    private final boolean tls;
    private final Http2FrameCodec codec = codec();
    private final Promise<SharedConnection> ready = Promise.promise();
    private @Nullable Throwable fault;
    private boolean leaving;
    private int open;
    private int served;
    private long reads;
    private long idleRounds;

    private SharedConnection(NetSocketInternal socket, boolean tls) {
        this.channel = socket.channelHandlerContext().channel();
        this.context = ((ConnectionBase) socket).context();
        this.tls = tls;
    }

    /** An upstream does not speak HTTP/2 where it should. */
    static final class NoHttp2Exception extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /**
         * @param found in words that no upstream has chosen
         */
        NoHttp2Exception(String found, @Nullable Throwable cause) {
            super(found, cause, false, false);
        }
    }

    /**
     * Begins to speak HTTP/2 on a new connection.
     *
     * @param within how long the upstream's settings may take
     * @return succeeds when they are there; before, nothing of a request is sent
     */
    static Future<SharedConnection> begin(
            NetSocketInternal socket, boolean tls, SharedTimeouts timeouts, Duration within) {
        SharedConnection connection = new SharedConnection(socket, tls);
        var wait = timeouts.begin(within, () -> connection.fail("no settings in time"));
        Future<SharedConnection> ready = connection.ready.future();
        ready.onComplete(_ -> wait.end());
        try {
            connection.mount();
        } catch (Http2Exception impossible) {
            connection.fail("no settings");
        }
        return ready;
    }

    private static Http2FrameCodec codec() {
        Http2Settings settings =
                Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(LARGEST_HEAD);
        return Http2FrameCodecBuilder.forClient()
                .initialSettings(settings)
                .validateHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(WAITING_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(GRACE_MILLIS)
                .build();
    }

    private void mount() throws Http2Exception {
        var pipeline = channel.pipeline();
        pipeline.addBefore("handler", "http2", codec);
        pipeline.addBefore("handler", "streams", new Http2MultiplexHandler(new NoPush()));
        pipeline.addBefore("handler", "frames", new Frames());
        var connection = codec.connection();
        connection
                .local()
                .flowController()
                .incrementWindowSize(connection.connectionStream(), (MOST - 1) * STREAM_WINDOW);
        channel.flush();
    }

    /** Whether a request can be sent now. */
    boolean hasRoom() {
        return !leaves() && open < Math.min(MOST, allowed());
    }

    /** Whether it takes no more requests, however few there are. */
    boolean leaves() {
        return leaving || !channel.isActive() || served >= MOST_EVER || allowed() == 0;
    }

    private int allowed() {
        return codec.connection().local().maxActiveStreams();
    }

    /** Opens a stream for one exchange. */
    Carrier stream(Carrier.Reader reader) {
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(channel).open().getNow();
        open++;
        served++;
        idleRounds = 0;
        stream.closeFuture().addListener(_ -> ended());
        return new UpstreamStream(this, stream, reader);
    }

    private void ended() {
        open--;
        if (open == 0 && leaves()) {
            channel.close();
        }
    }

    /** It takes no more requests; those that it has continue. */
    void retire() {
        leaving = true;
    }

    ContextInternal context() {
        return context;
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    /** How often something has come by now. */
    long reads() {
        return reads;
    }

    /** Why it has ended; null where nothing was said. */
    @Nullable Throwable fault() {
        return fault;
    }

    /** Whether it is closed after it has served other requests. */
    boolean endedAfterUse() {
        return !channel.isActive() && served > 1;
    }

    void onClose(Runnable closed) {
        channel.closeFuture().addListener(_ -> closed.run());
    }

    /** Closes it when it was not used for so many rounds. */
    void sweep(long idle) {
        idleRounds = open == 0 ? idleRounds + 1 : 0;
        if (idleRounds > idle) {
            leaving = true;
            channel.close();
        }
    }

    private void fail(String found) {
        if (ready.tryFail(new NoHttp2Exception(found, fault))) {
            leaving = true;
            channel.close();
        }
    }

    /** What concerns the connection as a whole. */
    private final class Frames extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2SettingsFrame) {
                ready.tryComplete(SharedConnection.this);
            } else if (message instanceof Http2GoAwayFrame) {
                leaving = true;
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            reads++;
            ctx.fireChannelReadComplete();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fault = cause;
            leaving = true;
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            fail("no HTTP/2");
            ctx.fireChannelInactive();
        }
    }

    /** No upstream may open a stream by itself (section 8.4). */
    @io.netty.channel.ChannelHandler.Sharable
    private static final class NoPush extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRegistered(ChannelHandlerContext ctx) {
            ctx.close();
        }
    }
}
