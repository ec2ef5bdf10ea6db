package dev.vestibule.provisioning.fire;

import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.directory.DirectoryConfig;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A provisioning service with an event bus of its own, and whoever asks it. */
final class Service implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    Service(DirectoryConfig config) {
        ProvisioningCodecs.register(vertx.eventBus());
        await(
                vertx.deployVerticle(
                        new ProvisioningVerticle(config, InstantSource.system()),
                        ProvisioningVerticle.deploymentOptions()));
    }

    ProvisioningReply provision(ProvisionUser command) {
        return (ProvisioningReply)
                await(vertx.eventBus().request(ProvisionUser.ADDRESS, command)).body();
    }

    /** Lets a moment pass, as a person does before trying again. */
    void pause() {
        await(vertx.timer(100, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
