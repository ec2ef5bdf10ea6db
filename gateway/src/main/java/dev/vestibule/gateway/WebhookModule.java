package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.gateway.webhook.Outbox;
import dev.vestibule.gateway.webhook.RetrySchedule;
import dev.vestibule.gateway.webhook.WebhookVerticle;
import dev.vestibule.provisioning.file.PrivateFiles;

import io.micrometer.core.instrument.Counter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Composes the webhooks. */
public final class WebhookModule {
    private static final Duration LONGEST_POST = Duration.ofSeconds(15);
    private static final Duration REPLAYS = Duration.ofSeconds(1);

    private WebhookModule() {}

    /**
     * Starts the webhooks of the configuration, if it has any; before provisioning, so that they
     * end after it.
     *
     * @throws StartFailure when the folder of their outbox cannot be written
     */
    public static void start(RuntimeContext context, FlowConfig config, Shutdown shutdown) {
        Path data = config.gateway().data();
        if (data == null || config.webhooks().isEmpty()) {
            return;
        }
        GatewayEnvironment environment = context.environment();
        WebhookVerticle verticle =
                new WebhookVerticle(
                        config.webhooks().values(),
                        outbox(data),
                        new WebhookVerticle.Settings(
                                RetrySchedule.standard(),
                                LONGEST_POST,
                                new OutboundRoute(config.gateway().outgoingProxy()),
                                REPLAYS,
                                environment.random(),
                                environment.clock(),
                                context.metrics()));
        shutdown.deploy(context.vertx(), () -> verticle, WebhookVerticle.deploymentOptions());
    }

    /** The number of events that a command could not leave for the gateway. */
    public static Counter lostEvents(RuntimeContext context) {
        return context.metrics().counter("vestibule.webhook.lost", "webhook", "all");
    }

    private static Outbox outbox(Path data) {
        try {
            return Outbox.open(data);
        } catch (PrivateFiles.InUseException inUse) {
            throw StartFailure.because(
                    "gateway.data, %s, is used by another process; stop that one or choose another"
                                    .formatted(data)
                            + " folder.",
                    inUse);
        } catch (IOException failed) {
            throw StartFailure.because(
                    "gateway.data, %s, cannot be written; correct the folder or its rights."
                            .formatted(data),
                    failed);
        }
    }
}
