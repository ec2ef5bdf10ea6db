package dev.vestibule.gateway.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An app that speaks HTTP/2 without TLS and sends exactly the frames that a test wants, also what
 * no server should.
 */
final class FrameUpstream implements AutoCloseable {
    private static final String CODEC = "codec";

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Channel server;

    private FrameUpstream(Http2Settings settings, Consumer<Stream> behaviour) {
        server =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        connections.incrementAndGet();
                                        mount(channel, settings, behaviour);
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    /** Hears of each request when its head is there. */
    static FrameUpstream start(Consumer<Stream> behaviour) {
        return start(Http2Settings.defaultSettings(), behaviour);
    }

    /** The same with these settings. */
    static FrameUpstream start(Http2Settings settings, Consumer<Stream> behaviour) {
        return new FrameUpstream(settings, behaviour);
    }

    private void mount(Channel channel, Http2Settings settings, Consumer<Stream> behaviour) {
        channel.pipeline()
                .addLast(
                        CODEC,
                        Http2FrameCodecBuilder.forServer()
                                .initialSettings(settings)
                                .validateHeaders(false)
                                .build())
                .addLast(
                        new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline().addLast(new Reader(behaviour));
                                    }
                                }))
                .addLast(new Rest());
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** How many connections were opened by now. */
    int connections() {
        return connections.get();
    }

    /** How many requests came by now. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static final class Rest extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // What the gateway does is seen by its clients.
        }
    }

    private final class Reader extends ChannelInboundHandlerAdapter {
        private final Consumer<Stream> behaviour;
        private @Nullable Stream stream;

        private Reader(Consumer<Stream> behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            Stream known = stream;
            if (message instanceof Http2HeadersFrame head && known == null) {
                requests.incrementAndGet();
                known = new Stream((Http2StreamChannel) ctx.channel(), head.headers());
                stream = known;
                behaviour.accept(known);
            } else if (message instanceof Http2HeadersFrame trailers && known != null) {
                known.onTrailers.accept(trailers.headers());
            } else if (message instanceof Http2DataFrame data && known != null) {
                known.onData.accept(data.content().toString(StandardCharsets.ISO_8859_1));
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            Stream known = stream;
            if (known != null) {
                known.onEnd.run();
            }
        }
    }

    /** One request, and what answers it. */
    static final class Stream {
        private final Http2StreamChannel channel;
        private final Http2Headers head;
        private Consumer<String> onData = _ -> {};
        private Consumer<Http2Headers> onTrailers = _ -> {};
        private Runnable onEnd = () -> {};

        private Stream(Http2StreamChannel channel, Http2Headers head) {
            this.channel = channel;
            this.head = head;
        }

        Http2Headers head() {
            return head;
        }

        String path() {
            return String.valueOf(head.path());
        }

        Stream onData(Consumer<String> heard) {
            onData = heard;
            return this;
        }

        Stream onTrailers(Consumer<Http2Headers> heard) {
            onTrailers = heard;
            return this;
        }

        Stream onEnd(Runnable heard) {
            onEnd = heard;
            return this;
        }

        /** Fields, each as {@code name: value}; the status is one of them. */
        Stream fields(boolean ends, String... fields) {
            Http2Headers sent = new DefaultHttp2Headers(false);
            for (String field : fields) {
                int colon = field.indexOf(':', 1);
                sent.add(field.substring(0, colon), field.substring(colon + 1).stripLeading());
            }
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(sent, ends));
            return this;
        }

        Stream data(String text, boolean ends) {
            ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
            channel.writeAndFlush(new DefaultHttp2DataFrame(bytes, ends));
            return this;
        }

        Stream reset(Http2Error why) {
            channel.writeAndFlush(new DefaultHttp2ResetFrame(why));
            return this;
        }

        /** The connection takes no stream behind this one any more. */
        Stream goAway(int last) {
            ByteBuf frame = Unpooled.buffer();
            frame.writeMedium(8).writeByte(7).writeByte(0).writeInt(0).writeInt(last).writeInt(0);
            channel.parent().pipeline().context(CODEC).writeAndFlush(frame);
            return this;
        }

        int id() {
            return channel.stream().id();
        }

        /** Ends the connection with every stream. */
        void hangUp() {
            channel.parent().pipeline().context(CODEC).close();
        }
    }
}
