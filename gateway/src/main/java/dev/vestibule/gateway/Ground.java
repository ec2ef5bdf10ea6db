package dev.vestibule.gateway;

import dev.vestibule.gateway.store.StoreFactory;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/** What every part of one gateway stands on. */
record Ground(
        Vertx vertx,
        GatewayEnvironment environment,
        StoreFactory stores,
        PrometheusMeterRegistry metrics) {

    static Ground of(Vertx vertx, GatewayEnvironment environment) {
        return new Ground(
                vertx,
                environment,
                new MemoryStores(vertx, environment.clock()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
