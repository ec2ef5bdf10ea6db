package dev.vestibule.gateway;

import com.sun.management.UnixOperatingSystemMXBean;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.inbound.Admission;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.inbound.Deadlines;
import dev.vestibule.gateway.inbound.InboundLimits;
import dev.vestibule.gateway.tls.HttpsRedirect;
import dev.vestibule.gateway.tls.ServerCertificates;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Opens the two servers of a gateway. That of health and metrics has threads and a share of
 * connections of its own, so that it answers whatever is done to the other.
 */
record Servers(RuntimeContext context, GatewaySettings settings, Shutdown shutdown) {
    private static final int MANAGEMENT_CONNECTIONS = 256;

    /** How often the files of certificates are read. */
    private static final Duration CERTIFICATES = Duration.ofSeconds(5);

    /** File descriptors, where the platform does not tell how many there are. */
    private static final long FILES = 16_384;

    /**
     * Opens health and metrics.
     *
     * @return the port
     */
    int management(Function<Vertx, Handler<HttpServerRequest>> handler) {
        Vertx own =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(1));
        shutdown.later(own::close);
        InboundLimits limits = fitting().with(MANAGEMENT_CONNECTIONS, MANAGEMENT_CONNECTIONS);
        return opened(
                own,
                new Address("gateway.management", settings.management()),
                // Its connections are not those that the metrics are about.
                new Parts(1, new Admission(limits, clients(), new SimpleMeterRegistry()), null),
                () -> handler.apply(own));
    }

    /** Opens what users and apps reach, with one part for each processor; gives the port. */
    int main(Supplier<Handler<HttpServerRequest>> handlers) {
        GatewaySettings.Limits wanted = settings.limits();
        InboundLimits limits = fitting().with(wanted.connections(), wanted.perAddress());
        Admission admission = new Admission(limits, clients(), context.metrics());
        return opened(
                context.vertx(),
                new Address("gateway.listen", settings.listen()),
                new Parts(Runtime.getRuntime().availableProcessors(), admission, tls()),
                handlers);
    }

    /** Opens the address where requests without TLS are redirected, if there is one. */
    void redirect(Predicate<String> served) {
        ListenAddress listen = settings.redirectHttp();
        if (listen != null) {
            InboundLimits limits =
                    fitting().with(settings.limits().connections(), settings.limits().perAddress());
            opened(
                    context.vertx(),
                    new Address("gateway.redirect-http", listen),
                    new Parts(1, new Admission(limits, clients(), new SimpleMeterRegistry()), null),
                    () -> new HttpsRedirect(settings.url(), served));
        }
    }

    private ClientConnections.@Nullable Tls tls() {
        if (settings.tls().isEmpty()) {
            return null;
        }
        try {
            ServerCertificates certificates = ServerCertificates.open(settings.tls());
            context.vertx()
                    .setPeriodic(
                            CERTIFICATES.toMillis(),
                            _ -> context.vertx().executeBlocking(() -> look(certificates), true));
            return new ClientConnections.Tls(
                    certificates::handler, "max-age=" + settings.hsts().toSeconds());
        } catch (IOException unusable) {
            throw StartFailure.because(
                    "gateway.tls: %s; correct the files.".formatted(unusable.getMessage()),
                    unusable);
        }
    }

    private static boolean look(ServerCertificates certificates) {
        certificates.look();
        return true;
    }

    /** All parts listen on the one port, each on an event loop of its own. */
    private int opened(
            Vertx vertx,
            Address where,
            Parts parts,
            Supplier<Handler<HttpServerRequest>> handlers) {
        AtomicInteger port = new AtomicInteger();
        try {
            shutdown.deploy(
                    vertx,
                    () -> new ServerPart(where.shared(), parts, handlers.get(), port),
                    new DeploymentOptions().setInstances(parts.count()));
            return port.get();
        } catch (Exception failure) {
            // Awaiting throws the failure as it is, checked or not: a BindException here.
            throw where.taken(failure);
        }
    }

    private ClientAddress clients() {
        return new ClientAddress(settings.trustedProxies());
    }

    private static InboundLimits fitting() {
        long files =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof UnixOperatingSystemMXBean system
                        ? system.getMaxFileDescriptorCount()
                        : FILES;
        return InboundLimits.fitting(Runtime.getRuntime().maxMemory(), files);
    }

    /**
     * The parts of a server.
     *
     * @param admission what their connections share
     * @param tls null for none
     */
    private record Parts(int count, Admission admission, ClientConnections.@Nullable Tls tls) {}

    /** An address, and the key of the YAML that it comes from. */
    private record Address(String key, ListenAddress listen) {

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
        private final Parts parts;
        private final Handler<HttpServerRequest> handler;
        private final AtomicInteger port;
        private @Nullable HttpServer server;

        /**
         * @param port where the part tells on which port it listens
         */
        ServerPart(
                ListenAddress address,
                Parts parts,
                Handler<HttpServerRequest> handler,
                AtomicInteger port) {
            this.address = address;
            this.parts = parts;
            this.handler = handler;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            var options = ServerLimits.options(address);
            HttpServer opened = vertx.createHttpServer(options);
            ClientConnections.watch(
                    vertx,
                    opened,
                    new ClientConnections.Served(
                            parts.admission(), Deadlines.STANDARD, options, parts.tls()),
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
