package dev.vestibule.gateway;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.inbound.Admission;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.inbound.Deadlines;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop's part of an HTTP server; it stops when its requests are answered. */
final class ServerPart extends VerticleBase {
    private static final int GRACE_SECONDS = 5;

    private final ListenAddress address;
    private final Admission admission;
    private final Handler<HttpServerRequest> handler;
    private final AtomicInteger port;
    private @Nullable HttpServer server;

    /**
     * @param port where the part tells on which port it listens
     */
    ServerPart(
            ListenAddress address,
            Admission admission,
            Handler<HttpServerRequest> handler,
            AtomicInteger port) {
        this.address = address;
        this.admission = admission;
        this.handler = handler;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = ServerLimits.options(address);
        HttpServer opened = vertx.createHttpServer(options);
        ClientConnections.watch(
                vertx,
                opened,
                new ClientConnections.Served(admission, Deadlines.STANDARD, options),
                handler);
        server = opened;
        return opened.listen().onSuccess(listening -> port.set(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
        HttpServer opened = server;
        return opened == null
                ? Future.succeededFuture()
                : opened.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
    }
}
