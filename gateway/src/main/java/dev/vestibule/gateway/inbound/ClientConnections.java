package dev.vestibule.gateway.inbound;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of one event loop of a server. Each gets handlers of ours in its pipeline; about
 * once a second each is looked at.
 */
public final class ClientConnections {
    private final Served served;
    private final Set<ClientConnection> open = new HashSet<>();

    private ClientConnections(Served served) {
        this.served = served;
    }

    /**
     * Watches the connections of a server that does not listen yet. To be called on the context
     * that the server listens on.
     *
     * @param handler serves the requests
     */
    public static void watch(
            Vertx vertx, HttpServer server, Served served, Handler<HttpServerRequest> handler) {
        ClientConnections connections = new ClientConnections(served);
        server.connectionHandler(connections::connected)
                .requestHandler(request -> {
                    ClientConnection connection = ClientConnection.of(request);
                    if (connection != null) {
                        connection.serves(request);
                    }
                    handler.handle(request);
                });
        vertx.setPeriodic(served.deadlines().look().toMillis(), _ -> connections.look());
    }

    private void connected(HttpConnection client) {
        Channel channel = ((ConnectionBase) client).channel();
        // One read at a time, so that what a client sends is bounded before anything is decided.
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(1024, 4096, 32_768).maxMessagesPerRead(1));
        ClientConnection connection = new ClientConnection(served, channel);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore("httpDecoder", "traffic", connection.traffic());
        pipeline.addAfter("httpDecoder", "chunkGatherer", new ChunkGatherer());
        pipeline.addAfter("httpEncoder", "answerWatch", new AnswerWatch(connection));
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

    /** A server's options, and what its connections share with those of other event loops. */
    public record Served(Admission admission, Deadlines deadlines, HttpServerOptions options) {}
}
