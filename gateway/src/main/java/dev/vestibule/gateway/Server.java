package dev.vestibule.gateway;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.inbound.Admission;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.inbound.Deadlines;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.net.BindException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A listening HTTP server.
 *
 * @param port the one that it listens on, also when the system chose it
 */
record Server(Vertx vertx, String deployment, int port) {

    /**
     * Listens, with one part on each of so many event loops.
     *
     * @param parts all of them listen on the one port
     */
    static Server listen(
            Vertx vertx,
            Address where,
            Parts parts,
            Supplier<Handler<HttpServerRequest>> handlers) {
        AtomicInteger port = new AtomicInteger();
        try {
            String deployment =
                    vertx.deployVerticle(
                                    () ->
                                            new ServerPart(
                                                    where.shared(),
                                                    parts.admission(),
                                                    handlers.get(),
                                                    port),
                                    new DeploymentOptions().setInstances(parts.count()))
                            .await();
            return new Server(vertx, deployment, port.get());
        } catch (Exception failure) {
            // Awaiting throws the failure as it is, checked or not: a BindException here.
            throw where.taken(failure);
        }
    }

    /** Takes no new connection, and ends when every request is answered or 5 seconds are over. */
    Future<Void> stop() {
        return vertx.undeploy(deployment);
    }

    /**
     * The parts of a server.
     *
     * @param admission what their connections share
     */
    record Parts(int count, Admission admission) {}

    /** An address, and the key of the YAML that it comes from. */
    record Address(String key, ListenAddress listen) {

        /**
         * The same, with a negative port where the system chooses: Vert.x then takes one port for
         * all parts that say the same number.
         */
        private ListenAddress shared() {
            int chosen = -1 - Math.floorMod(key.hashCode(), 1_000_000);
            return listen.port() == 0 ? new ListenAddress(listen.host(), chosen) : listen;
        }

        private StartFailure taken(Exception failure) {
            return StartFailure.because(
                    "Cannot listen on %s (%s); stop the program that uses the port, or change `%s`."
                            .formatted(listen, reason(failure), key),
                    failure);
        }

        private static String reason(Throwable failure) {
            Throwable cause = failure;
            while (!(cause instanceof BindException) && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage());
        }
    }

    /** One event loop's part of an HTTP server; it stops when its requests are answered. */
    private static final class ServerPart extends VerticleBase {
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
}
