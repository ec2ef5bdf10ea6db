package dev.vestibule.provisioning.fire;

import static dev.vestibule.provisioning.testing.People.said;

import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A provisioning service with an event bus of its own, and whoever asks it. */
final class Service implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final CommandBus bus = CommandBus.local(vertx);

    Service(DirectoryConfig config) {
        vertx.deployVerticle(
                        new ProvisioningVerticle(
                                bus, config, config, InstantSource.system(), AuditTrail.none()),
                        ProvisioningVerticle.deploymentOptions())
                .await();
    }

    Object provision(ProvisionUser command) {
        return said(bus.send(command, Duration.ofSeconds(30)).await());
    }

    /** Lets a moment pass, as a person does before trying again. */
    void pause() {
        vertx.timer(100, TimeUnit.MILLISECONDS).await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
