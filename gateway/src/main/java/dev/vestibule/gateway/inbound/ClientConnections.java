package dev.vestibule.gateway.inbound;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The connections of one event loop of a server. Each gets handlers of ours in its pipeline; about
 * once a second each is looked at.
 */
public final class ClientConnections {
    private final Served served;
    private final Handler<HttpServerRequest> handler;
    private final Set<ClientConnection> open = new HashSet<>();

    private ClientConnections(Served served, Handler<HttpServerRequest> handler) {
        this.served = served;
        this.handler = handler;
    }

    /**
     * Watches the connections of a server that does not listen yet. To be called on the context
     * that the server listens on.
     *
     * @param handler serves the requests
     */
    public static void watch(
            Vertx vertx, HttpServer server, Served served, Handler<HttpServerRequest> handler) {
        ClientConnections connections = new ClientConnections(served, handler);
        server.connectionHandler(connections::connected).requestHandler(connections::serve);
        vertx.setPeriodic(served.deadlines().look().toMillis(), _ -> connections.look());
    }

    /**
     * Limits the requests and open streams through a trusted proxy by their client's address, with
     * the same limit as connections have that come directly.
     */
    public static void countClient(RoutingContext ctx) {
        ClientSide client = ClientSide.of(ctx.request());
        if (client != null && !client.countsFor(ClientAddress.of(ctx))) {
            throw HttpFailure.of(
                    FailureKind.OVERLOADED, "too many requests at once of one address");
        }
    }

    /** Sets how long the exchange of this request may be idle. */
    public static void allow(HttpServerRequest request, Patience patience) {
        ClientSide client = ClientSide.of(request);
        if (client != null) {
            client.allow(patience);
        }
    }

    private void serve(HttpServerRequest request) {
        ClientSide client = ClientSide.of(request);
        if (client != null) {
            client.serves(request);
        }
        handler.handle(request);
    }

    /** A stream gets what serves a connection of HTTP/1.1, for its one request. */
    private void serve(Channel stream, ContextInternal context) {
        VertxHandler<Http1xServerConnection> handler =
                VertxHandler.create(ctx ->
                        new Http1xServerConnection(
                                ThreadingModel.EVENT_LOOP,
                                context::duplicate,
                                null,
                                served.options(),
                                ctx,
                                context,
                                "",
                                null));
        stream.pipeline().addLast("handler", handler);
        handler.getConnection().exceptionHandler(_ -> {});
        handler.getConnection()
                .handler(this::serve)
                .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
    }

    private void connected(HttpConnection client) {
        ConnectionBase base = (ConnectionBase) client;
        var channel = base.channel();
        // One read at a time, so that what a client sends is bounded before anything is decided.
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(1024, 4096, 32_768).maxMessagesPerRead(1));
        ClientConnection connection = new ClientConnection(served, channel);
        var pipeline = channel.pipeline();
        Tls tls = served.tls();
        if (tls != null) {
            pipeline.addFirst(
                    "alpn",
                    new ProtocolSwitch(
                            connection,
                            () ->
                                    new ClientStreams(
                                            connection.seat(),
                                            served,
                                            stream -> serve(stream, base.context()))));
            pipeline.addFirst("tls", tls.handlers().get());
        }
        pipeline.addBefore("httpDecoder", "traffic", connection.traffic());
        pipeline.addAfter("httpDecoder", "chunkGatherer", new ChunkGatherer());
        pipeline.addAfter(
                "httpEncoder",
                "answerWatch",
                new AnswerWatch(connection, tls == null ? null : tls.hsts()));
        // Under the same name, by which Vert.x removes it when a connection is upgraded.
        pipeline.replace("httpDecoder", "httpDecoder", connection.decoder());
        open.add(connection);
        channel.closeFuture().addListener(_ -> open.remove(connection));
        connection.enter();
    }

    private void look() {
        long now = System.nanoTime();
        List.copyOf(open).forEach(connection -> connection.look(now));
    }

    /**
     * A server's options, and what its connections share with those of other event loops.
     *
     * @param tls null where the server speaks no TLS
     */
    public record Served(
            Admission admission,
            Deadlines deadlines,
            HttpServerOptions options,
            @Nullable Tls tls) {
        /** Without TLS. */
        public Served(Admission admission, Deadlines deadlines, HttpServerOptions options) {
            this(admission, deadlines, options, null);
        }
    }

    /**
     * TLS of a server.
     *
     * @param handlers makes the one that comes in front of all others of a connection
     * @param hsts the field Strict-Transport-Security (RFC 6797, section 6.1)
     */
    public record Tls(Supplier<ChannelHandler> handlers, CharSequence hsts) {}

    /** Tells {@link ClientConnection} when the final answer to a request begins and ends. */
    private static final class AnswerWatch extends ChannelOutboundHandlerAdapter {
        private static final int FINAL = 200;
        private static final int SWITCHING = 101;

        private final ClientConnection connection;
        private final @Nullable CharSequence hsts;
        private boolean interim;

        AnswerWatch(ClientConnection connection, @Nullable CharSequence hsts) {
            this.connection = connection;
            this.hsts = hsts;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (msg instanceof HttpResponse head) {
                int status = head.status().code();
                interim = status < FINAL;
                if (hsts != null && !interim) {
                    head.headers().set("Strict-Transport-Security", hsts);
                }
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
}
