package dev.vestibule.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.DirectoryReply;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class ProvisioningVerticleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void aCommandOnTheEventBusIsAnsweredWithTheAccount() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(directory.config());

            Object reply =
                    request(
                            People.login(
                                    "ada", Map.of("sn", List.of("Lovelace")), List.of("staff")));

            assertThat(reply).isInstanceOf(UserProvisioned.class);
            assertThat(((UserProvisioned) reply).account().groups()).containsExactly("staff");
        }
    }

    @Test
    void readinessIsAnsweredByTheDirectory() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(directory.config());

            assertThat(request(new CheckDirectory()))
                    .isEqualTo(new DirectoryReply.DirectoryReady());
        }
    }

    private void deploy(DirectoryConfig config) {
        ProvisioningCodecs.register(vertx.eventBus());
        await(
                vertx.deployVerticle(
                        new ProvisioningVerticle(config, InstantSource.system()),
                        ProvisioningVerticle.deploymentOptions()));
    }

    private Object request(Object command) {
        String address =
                command instanceof CheckDirectory
                        ? CheckDirectory.ADDRESS
                        : dev.vestibule.provisioning.api.ProvisionUser.ADDRESS;
        return await(vertx.eventBus().request(address, command)).body();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
