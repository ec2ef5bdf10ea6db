package dev.vestibule.gateway;

import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.provisioning.audit.AuditTrail;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/**
 * What every part of one gateway stands on.
 *
 * @param audit where the commands to the directory are recorded
 */
record Ground(
        Vertx vertx,
        GatewayEnvironment environment,
        StoreFactory stores,
        PrometheusMeterRegistry metrics,
        AuditTrail audit) {

    static Ground of(Vertx vertx, GatewayEnvironment environment) {
        return of(vertx, environment, new MemoryStores(vertx, environment.clock()));
    }

    /** The same with stores of another kind. */
    static Ground of(Vertx vertx, GatewayEnvironment environment, StoreFactory stores) {
        return new Ground(
                vertx,
                environment,
                stores,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                AuditTrail.none());
    }

    /** The same with an audit log. */
    Ground with(AuditTrail log) {
        return new Ground(vertx, environment, stores, metrics, log);
    }
}
