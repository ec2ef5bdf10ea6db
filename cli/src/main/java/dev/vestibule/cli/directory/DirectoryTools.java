package dev.vestibule.cli.directory;

import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.DirectoryToolsVerticle;
import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.api.InspectionReply;
import dev.vestibule.provisioning.api.PreparationReply;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;

import java.time.Duration;

/** The provisioning part alone, in the process of a command. */
public final class DirectoryTools implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Vertx vertx;

    private DirectoryTools(Vertx vertx) {
        this.vertx = vertx;
    }

    static DirectoryTools start(DirectoryConfig gateway, BindIdentity asking) {
        Vertx vertx = Vertx.vertx();
        ProvisioningCodecs.register(vertx.eventBus());
        vertx.deployVerticle(
                        new DirectoryToolsVerticle(gateway, asking),
                        DirectoryToolsVerticle.deploymentOptions())
                .await();
        return new DirectoryTools(vertx);
    }

    InspectionReply inspect(InspectDirectory query) {
        return (InspectionReply) ask(InspectDirectory.ADDRESS, query);
    }

    PreparationReply prepare(PrepareDirectory command) {
        return (PreparationReply) ask(PrepareDirectory.ADDRESS, command);
    }

    private Object ask(String address, Object message) {
        DeliveryOptions options =
                new DeliveryOptions().setLocalOnly(true).setSendTimeout(LONGEST.toMillis());
        try {
            return vertx.eventBus().request(address, message, options).await().body();
        } catch (ReplyException failed) {
            throw StartFailure.because("The directory could not be asked.", failed);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
