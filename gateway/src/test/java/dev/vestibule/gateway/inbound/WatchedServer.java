package dev.vestibule.gateway.inbound;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.testing.RawConnection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.List;

/** A server whose connections are watched, with deadlines that a test can wait for. */
final class WatchedServer implements AutoCloseable {
    static final InboundLimits AMPLE = new InboundLimits(1000, 1000, 10_000_000, 10_000_000);

    private static final Deadlines SHORT =
            new Deadlines(
                    Duration.ofMillis(600),
                    Duration.ofMillis(1500),
                    Duration.ofMillis(500),
                    Duration.ofMillis(50));

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Admission admission;
    final int port;
    private final HttpServer server;

    private WatchedServer(Vertx vertx, InboundLimits limits, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = ServerLimits.options(new ListenAddress("127.0.0.1", 0));
        admission = new Admission(limits, new ClientAddress(List.of()), meters);
        server = vertx.createHttpServer(options);
        ClientConnections.watch(
                vertx, server, new ClientConnections.Served(admission, SHORT, options), handler);
        port = server.listen().await().actualPort();
    }

    static WatchedServer start(Vertx vertx, Handler<HttpServerRequest> handler) {
        return start(vertx, AMPLE, handler);
    }

    static WatchedServer start(
            Vertx vertx, InboundLimits limits, Handler<HttpServerRequest> handler) {
        return new WatchedServer(vertx, limits, handler);
    }

    RawConnection connect() throws java.io.IOException {
        return new RawConnection(port);
    }

    /** How often a connection was refused for this reason. */
    double refused(Refusal why) {
        return meters.counter("vestibule.connections.refused", "reason", why.label()).count();
    }

    @Override
    public void close() {
        server.close().await();
    }
}
