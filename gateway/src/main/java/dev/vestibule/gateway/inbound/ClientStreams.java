package dev.vestibule.gateway.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The streams of one connection of HTTP/2. Each becomes a channel of its own, on which messages of
 * HTTP/1.1 pass, so that everything behind it is the same for both versions.
 */
final class ClientStreams {
    /** Requests of one connection at once. */
    static final int MOST = 100;

    /** What a client may send ahead, for one stream and for all of them. */
    private static final int STREAM_WINDOW = 128 * 1024;

    private static final int CONNECTION_WINDOW = 256 * 1024;

    /** Streams that one side may reset in ten seconds (CVE-2023-44487, CVE-2025-8671). */
    private static final int RESETS = 200;

    private static final int RESETS_SECONDS = 10;

    /** Frames of one head beyond the first that are small (CVE-2024-27316). */
    private static final int SMALL_CONTINUATIONS = 8;

    private static final int WAITING_CONTROL_FRAMES = 1_000;

    /**
     * Answers that are written as one: each alone would be a record of TLS and a call of the
     * system.
     */
    private static final int FLUSHES = 64;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Admission admission;
    private final Seat seat;
    private final ClientConnections.Served served;
    private final Consumer<Channel> serve;
    private final Set<ClientStream> open = new HashSet<>();
    private long idleSince = System.nanoTime();
    private long brokenSince = idleSince;
    private int broken;

    /**
     * @param serve adds to the channel of a stream what serves its request
     */
    ClientStreams(Seat seat, ClientConnections.Served served, Consumer<Channel> serve) {
        this.admission = served.admission();
        this.seat = seat;
        this.served = served;
        this.serve = serve;
    }

    Seat seat() {
        return seat;
    }

    Admission admission() {
        return admission;
    }

    @Nullable CharSequence hsts() {
        ClientConnections.Tls tls = served.tls();
        return tls == null ? null : tls.hsts();
    }

    /** Adds the handlers of the connection behind the one with this name. */
    void mount(ChannelPipeline pipeline, String behind) throws Http2Exception {
        Http2FrameCodec codec = codec();
        pipeline.addAfter(behind, "flushes", new FlushConsolidationHandler(FLUSHES, true));
        pipeline.addAfter("flushes", "http2", codec);
        pipeline.addAfter("http2", "streams", new Http2MultiplexHandler(streams()));
        pipeline.addAfter("streams", "otherFrames", new OtherFrames());
        var connection = codec.connection();
        connection
                .local()
                .flowController()
                .incrementWindowSize(
                        connection.connectionStream(), CONNECTION_WINDOW - (64 * 1024 - 1));
        pipeline.channel().flush();
    }

    private Http2FrameCodec codec() {
        Http2Settings settings =
                Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MOST)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(served.options().getMaxHeaderSize());
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .validateHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(WAITING_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(GRACE.toMillis())
                .build();
    }

    private ChannelHandler streams() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                ClientStream stream = new ClientStream(ClientStreams.this, channel);
                channel.pipeline().addLast("stream", stream.codec());
                serve.accept(channel);
                open.add(stream);
                channel.closeFuture().addListener(_ -> closed(stream));
            }
        };
    }

    private void closed(ClientStream stream) {
        stream.closed();
        open.remove(stream);
        idleSince = System.nanoTime();
    }

    /** Such resets are not in the limit of Netty, and a request may be served before each. */
    void broken(Channel connection) {
        long now = System.nanoTime();
        if (now - brokenSince > Duration.ofSeconds(RESETS_SECONDS).toNanos()) {
            brokenSince = now;
            broken = 0;
        }
        broken++;
        if (broken > RESETS) {
            connection.close();
        }
    }

    /** Whether nothing should be read until bodies have been taken. */
    boolean bodiesWait() {
        boolean waits = false;
        for (ClientStream stream : open) {
            waits |= stream.bodyWaits();
        }
        return waits;
    }

    /** Looks whether each still continues; a connection that is without one for too long ends. */
    void look(long now, Channel connection) {
        Deadlines deadlines = served.deadlines();
        List.copyOf(open).forEach(stream -> stream.look(now, deadlines));
        Duration longest = admission.crowded() ? deadlines.head() : deadlines.kept();
        if (open.isEmpty() && now - idleSince > longest.toNanos()) {
            connection.close();
        }
    }

    /** Frames of the connection, which say nothing that is of use here. */
    private static final class OtherFrames extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
