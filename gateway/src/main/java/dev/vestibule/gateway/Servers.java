package dev.vestibule.gateway;

import com.sun.management.UnixOperatingSystemMXBean;

import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.inbound.Admission;
import dev.vestibule.gateway.inbound.InboundLimits;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;

import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens the two servers of a gateway. That of health and metrics has threads and a share of
 * connections of its own, so that it answers whatever is done to the other.
 */
record Servers(RuntimeContext context, GatewaySettings settings, Shutdown shutdown) {
    private static final int MANAGEMENT_CONNECTIONS = 256;

    /** File descriptors, where the platform does not tell how many there are. */
    private static final long FILES = 16_384;

    /** Opens health and metrics. */
    Server management(Function<Vertx, Handler<HttpServerRequest>> handler) {
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
                new Server.Address("gateway.management", settings.management()),
                // Its connections are not those that the metrics are about.
                new Server.Parts(1, new Admission(limits, clients(), new SimpleMeterRegistry())),
                () -> handler.apply(own));
    }

    /** Opens what users and apps reach, with one part for each processor. */
    Server main(Supplier<Handler<HttpServerRequest>> handlers) {
        GatewaySettings.Limits wanted = settings.limits();
        InboundLimits limits = fitting().with(wanted.connections(), wanted.perAddress());
        Admission admission = new Admission(limits, clients(), context.metrics());
        return opened(
                context.vertx(),
                new Server.Address("gateway.listen", settings.listen()),
                new Server.Parts(Runtime.getRuntime().availableProcessors(), admission),
                handlers);
    }

    private Server opened(
            Vertx vertx,
            Server.Address where,
            Server.Parts parts,
            Supplier<Handler<HttpServerRequest>> handlers) {
        Server server = Server.listen(vertx, where, parts, handlers);
        shutdown.later(server::stop);
        return server;
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
}
