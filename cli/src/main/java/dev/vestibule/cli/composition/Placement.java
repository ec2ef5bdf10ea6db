package dev.vestibule.cli.composition;

import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.bus.BusKey;
import dev.vestibule.provisioning.bus.Cluster;
import dev.vestibule.provisioning.bus.CommandBus;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the product a process runs, and how it reaches the other part.
 *
 * @param bus null when everything is in this process
 */
public record Placement(Role role, @Nullable SharedBus bus) {

    /** Everything in one process. */
    public static final Placement ALONE = new Placement(Role.ALL, null);

    /** What a process runs. */
    public enum Role {
        ALL,
        /** The HTTP servers, without any directory. */
        GATEWAY,
        /** The provisioning service at the directory, without HTTP. */
        PROVISIONING
    }

    /** The clustered bus, and the key that its messages are sealed with. */
    public record SharedBus(Cluster cluster, BusKey key) {}

    /** Blocks until the process has joined the bus. */
    Vertx vertx(VertxOptions options) {
        try {
            return bus == null ? Vertx.vertx(options) : bus.cluster().join(options).await();
        } catch (RuntimeException failure) {
            throw StartFailure.because(
                    "The process cannot join the event bus; see --cluster-listen and"
                            + " --cluster-peer. "
                            + failure.getMessage(),
                    failure);
        }
    }

    CommandBus bus(Vertx vertx) {
        return bus == null ? CommandBus.local(vertx) : CommandBus.clustered(vertx, bus.key());
    }
}
