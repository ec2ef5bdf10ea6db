package dev.vestibule.gateway;

import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.memory.MemoryStores;
import dev.vestibule.provisioning.bus.CommandBus;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/**
 * What every part of one process shares.
 *
 * @param bus between gateway and provisioning
 * @param environment clock, randomness and variables
 * @param stores where everything ephemeral is kept
 */
public record RuntimeContext(
        Vertx vertx,
        CommandBus bus,
        GatewayEnvironment environment,
        StoreFactory stores,
        PrometheusMeterRegistry metrics) {

    /** A context whose bus and stores are in this process. */
    public static RuntimeContext of(Vertx vertx, GatewayEnvironment environment) {
        return of(
                vertx,
                CommandBus.local(vertx),
                environment,
                new MemoryStores(vertx, environment.clock()));
    }

    /** A context with metrics of its own. */
    public static RuntimeContext of(
            Vertx vertx, CommandBus bus, GatewayEnvironment environment, StoreFactory stores) {
        return new RuntimeContext(
                vertx,
                bus,
                environment,
                stores,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
