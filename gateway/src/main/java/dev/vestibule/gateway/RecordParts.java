package dev.vestibule.gateway;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.GatewaySettings.Audit;
import dev.vestibule.gateway.webhook.Outbox;
import dev.vestibule.gateway.webhook.RetrySchedule;
import dev.vestibule.gateway.webhook.WebhookVerticle;
import dev.vestibule.provisioning.audit.AuditFile;
import dev.vestibule.provisioning.audit.AuditSettings;

import io.micrometer.core.instrument.Counter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is told of provisioning: the audit log and the webhooks. Started before provisioning is, so
 * that it ends after it.
 */
final class RecordParts {
    private static final Duration LONGEST_POST = Duration.ofSeconds(15);
    private static final Duration REPLAYS = Duration.ofSeconds(1);

    private RecordParts() {}

    /** The ground with what was started. */
    static Ground start(Ground ground, FlowConfig config, Shutdown shutdown) {
        Path data = config.gateway().data();
        if (data != null && !config.webhooks().isEmpty()) {
            tellWebhooks(ground, config, data, shutdown);
        }
        Audit audit = config.gateway().audit();
        return audit == null
                ? ground
                : audited(
                        ground,
                        new AuditSettings(audit.file(), audit.size(), audit.keep()),
                        shutdown);
    }

    /** The ground with this audit log. */
    static Ground audited(Ground ground, AuditSettings settings, Shutdown shutdown) {
        try {
            AuditFile file =
                    AuditFile.open(
                            settings, ground.environment().random(), lostLines(ground)::increment);
            shutdown.later(() -> ground.vertx().executeBlocking(() -> closed(file), false));
            return ground.with(file);
        } catch (IllegalArgumentException refused) {
            throw StartFailure.because(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Counts lines of the audit log that could not be written. */
    static Counter lostLines(Ground ground) {
        return ground.metrics().counter("vestibule.audit.lost");
    }

    /** Counts events that a command could not leave for the gateway. */
    static Counter lostEvents(Ground ground) {
        return ground.metrics().counter("vestibule.webhook.lost", "webhook", "all");
    }

    private static boolean closed(AuditFile file) {
        file.close();
        return true;
    }

    private static void tellWebhooks(
            Ground ground, FlowConfig config, Path data, Shutdown shutdown) {
        GatewayEnvironment environment = ground.environment();
        WebhookVerticle verticle =
                new WebhookVerticle(
                        config.webhooks().values(),
                        outbox(data),
                        new WebhookVerticle.Settings(
                                RetrySchedule.standard(),
                                LONGEST_POST,
                                REPLAYS,
                                environment.random(),
                                environment.clock(),
                                ground.metrics()));
        String deployment =
                ground.vertx()
                        .deployVerticle(verticle, WebhookVerticle.deploymentOptions())
                        .await();
        shutdown.later(() -> ground.vertx().undeploy(deployment));
    }

    private static Outbox outbox(Path data) {
        try {
            return Outbox.open(data);
        } catch (IOException failed) {
            throw StartFailure.because(
                    "gateway.data, %s, cannot be written; mend the folder or its rights."
                            .formatted(data),
                    failed);
        }
    }
}
