package dev.vestibule.provisioning.fire;

import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import io.vertx.core.Vertx;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A provisioning service with an event bus of its own, and whoever asks it. */
final class Service implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    Service(DirectoryConfig config) {
        ProvisioningCodecs.register(vertx.eventBus());
        vertx.deployVerticle(
                        new ProvisioningVerticle(config, InstantSource.system()),
                        ProvisioningVerticle.deploymentOptions())
                .await();
    }

    ProvisioningReply provision(ProvisionUser command) {
        return (ProvisioningReply)
                vertx.eventBus().request(ProvisionUser.ADDRESS, command).await().body();
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
