package dev.vestibule.gateway.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
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
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of HTTP/2 over TLS that sends what it is told to, also what no client should. */
public final class Http2Client implements AutoCloseable {
    private static final long PATIENCE = 60;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel connection;

    /**
     * What came back.
     *
     * @param status 0 when there was no answer
     * @param reset the code of a reset; null when there was none
     */
    public record Answer(
            int status,
            Http2Headers head,
            byte[] bytes,
            Http2Headers trailers,
            @Nullable Long reset,
            boolean whole) {
        public String body() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** A field of the head, or an empty text. */
        public String field(String name) {
            CharSequence value = head.get(name);
            return value == null ? "" : value.toString();
        }
    }

    public Http2Client(int port) throws Exception {
        this(port, 64 * 1024 - 1);
    }

    /** One whose streams each take so many bytes before it has read them; all together 64 KB. */
    public Http2Client(int port, int window) throws Exception {
        var tls =
                SslContextBuilder.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm(null)
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        ApplicationProtocolConfig.Protocol.ALPN,
                                        ApplicationProtocolConfig.SelectorFailureBehavior
                                                .NO_ADVERTISE,
                                        ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                                .ACCEPT,
                                        "h2"))
                        .build();
        connection =
                new Bootstrap()
                        .group(group)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(tls.newHandler(channel.alloc()))
                                                .addLast(
                                                        Http2FrameCodecBuilder.forClient()
                                                                .initialSettings(
                                                                        Http2Settings
                                                                                .defaultSettings()
                                                                                .initialWindowSize(
                                                                                        window))
                                                                .validateHeaders(false)
                                                                .build())
                                                .addLast(
                                                        new Http2MultiplexHandler(
                                                                new ChannelInboundHandlerAdapter()))
                                                .addLast(new Rest());
                                    }
                                })
                        .connect("127.0.0.1", port)
                        .sync()
                        .channel();
        connection.pipeline().get(SslHandler.class).handshakeFuture().sync();
    }

    private static final class Rest extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // What the server does is seen in the streams.
        }
    }

    /** The protocol that the server has chosen. */
    public String protocol() {
        return String.valueOf(connection.pipeline().get(SslHandler.class).applicationProtocol());
    }

    /** A head with these fields, each as {@code name: value}. */
    public static Http2Headers head(String method, String path, String... fields) {
        Http2Headers head =
                new DefaultHttp2Headers(false)
                        .method(method)
                        .scheme("https")
                        .authority("localhost")
                        .path(path);
        for (String field : fields) {
            int colon = field.indexOf(':', 1);
            head.add(field.substring(0, colon), field.substring(colon + 1).stripLeading());
        }
        return head;
    }

    /** Sends a request without a body and waits for what comes back. */
    public Answer send(String method, String path, String... fields) throws Exception {
        return send(head(method, path, fields));
    }

    /** The same with this head. */
    public Answer send(Http2Headers head) throws Exception {
        return open(head, true).answer();
    }

    /** Begins a request. */
    public Exchange open(Http2Headers head, boolean whole) throws Exception {
        Exchange exchange = new Exchange();
        exchange.channel =
                new Http2StreamChannelBootstrap(connection).handler(exchange).open().sync().get();
        exchange.opened().writeAndFlush(new DefaultHttp2HeadersFrame(head, whole));
        return exchange;
    }

    /** Sends bytes that the codec does not see. */
    public void sendRaw(byte[] bytes) {
        connection
                .pipeline()
                .context(SslHandler.class)
                .writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    /** Waits until the server has closed the connection. */
    public boolean closedByServer() throws InterruptedException {
        return connection.closeFuture().await(PATIENCE, TimeUnit.SECONDS);
    }

    public boolean open() {
        return connection.isActive();
    }

    @Override
    public void close() {
        connection.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** One request. */
    public static final class Exchange extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final CompletableFuture<Integer> begun = new CompletableFuture<>();
        private final CompletableFuture<String> first = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable Http2StreamChannel channel;
        private Http2Headers head = new DefaultHttp2Headers();
        private Http2Headers trailers = new DefaultHttp2Headers();
        private int status;
        private boolean whole;
        private volatile boolean alone;
        private @Nullable Long reset;

        private Http2StreamChannel opened() {
            return Objects.requireNonNull(channel);
        }

        public void data(byte[] bytes, boolean last) {
            opened().writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), last));
        }

        public void trailers(Http2Headers fields) {
            opened().writeAndFlush(new DefaultHttp2HeadersFrame(fields, true));
        }

        public void reset() {
            opened().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
        }

        /** Whether a reader of the gateway could take more now. */
        public boolean writable() {
            return opened().isWritable();
        }

        public void reading(boolean on) {
            opened().config().setAutoRead(on);
        }

        public Answer answer() throws Exception {
            return answer.get(PATIENCE, TimeUnit.SECONDS);
        }

        /** Whether the frame with the head of the answer ended it. */
        public boolean endedWithHead() {
            return alone;
        }

        /** The status, as soon as it is there. */
        public int status() throws Exception {
            return begun.get(PATIENCE, TimeUnit.SECONDS);
        }

        /** The first piece of the body. */
        public String first() throws Exception {
            return first.get(PATIENCE, TimeUnit.SECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2HeadersFrame frame) {
                take(frame);
            } else if (message instanceof Http2DataFrame frame) {
                ByteBuf bytes = frame.content();
                byte[] piece = new byte[bytes.readableBytes()];
                bytes.readBytes(piece);
                body.writeBytes(piece);
                first.complete(new String(piece, StandardCharsets.ISO_8859_1));
                whole |= frame.isEndStream();
            }
            ReferenceCountUtil.release(message);
        }

        private void take(Http2HeadersFrame frame) {
            whole |= frame.isEndStream();
            if (status >= 200) {
                trailers = frame.headers();
            } else {
                head = frame.headers();
                status = Integer.parseInt(head.status().toString());
                alone = frame.isEndStream();
                begun.complete(status);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame frame) {
                reset = frame.errorCode();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            answer.complete(new Answer(status, head, body.toByteArray(), trailers, reset, whole));
            begun.completeExceptionally(new IllegalStateException("closed"));
            first.completeExceptionally(new IllegalStateException("closed"));
        }
    }
}
