package dev.vestibule.gateway.inbound;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.testing.RawConnection;
import dev.vestibule.gateway.testing.TestCertificate;
import dev.vestibule.gateway.tls.ServerCertificates;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
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

    private WatchedServer(
            Vertx vertx,
            InboundLimits limits,
            ClientConnections.@Nullable Tls tls,
            Handler<HttpServerRequest> handler) {
        HttpServerOptions options = ServerLimits.options(new ListenAddress("127.0.0.1", 0));
        admission = new Admission(limits, new ClientAddress(List.of()), meters);
        server = vertx.createHttpServer(options);
        ClientConnections.watch(
                vertx,
                server,
                new ClientConnections.Served(admission, SHORT, options, tls),
                handler);
        port = server.listen().await().actualPort();
    }

    static WatchedServer start(Vertx vertx, Handler<HttpServerRequest> handler) {
        return start(vertx, AMPLE, handler);
    }

    static WatchedServer start(
            Vertx vertx, InboundLimits limits, Handler<HttpServerRequest> handler) {
        return new WatchedServer(vertx, limits, null, handler);
    }

    /** One that speaks TLS, and so HTTP/2. */
    static WatchedServer startTls(
            Vertx vertx, TestCertificate with, Handler<HttpServerRequest> handler)
            throws IOException {
        ServerCertificates certificates =
                ServerCertificates.open(
                        List.of(new GatewaySettings.Certificate(with.certificate(), with.key())));
        return new WatchedServer(
                vertx,
                AMPLE,
                new ClientConnections.Tls(certificates::handler, "max-age=60"),
                handler);
    }

    RawConnection connect() throws IOException {
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
