package dev.vestibule.cli.account;

import dev.vestibule.cli.composition.AuditModule;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.RuntimeContext;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.WebhookModule;
import dev.vestibule.gateway.webhook.Handover;
import dev.vestibule.gateway.webhook.WebhookVerticle;
import dev.vestibule.provisioning.audit.AuditActor;
import dev.vestibule.provisioning.audit.AuditSettings;
import dev.vestibule.provisioning.audit.AuditTrail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a command beside the gateway leaves when it changes something: lines in the gateway's audit
 * log, which say who it was, and events for the gateway's webhooks. When one of them cannot be
 * written the command does not begin.
 */
record ConsoleRecords(RuntimeContext context, FlowConfig config, Shutdown shutdown) {
    /** Where records are left. */
    static List<Path> folders(FlowConfig config) {
        List<Path> folders = new ArrayList<>();
        Path data = config.gateway().data();
        if (data != null && !config.webhooks().isEmpty()) {
            folders.add(data);
        }
        var audit = config.gateway().audit();
        if (audit != null) {
            Path file = audit.file().toAbsolutePath();
            folders.add(Objects.requireNonNullElse(file.getParent(), file));
        }
        return folders;
    }

    /** Starts what records; the audit log, or one that records nothing where there is none. */
    AuditTrail start(AuditActor actor) {
        Path data = config.gateway().data();
        if (data != null && !config.webhooks().isEmpty()) {
            handOver(data);
        }
        var audit = config.gateway().audit();
        return audit == null
                ? AuditTrail.none()
                : AuditModule.open(context, AuditSettings.beside(audit.file(), actor), shutdown);
    }

    private void handOver(Path data) {
        try {
            Handover handover =
                    Handover.open(
                            data,
                            config.webhooks().values(),
                            WebhookModule.lostEvents(context)::increment);
            shutdown.deploy(context.vertx(), () -> handover, WebhookVerticle.deploymentOptions());
        } catch (IOException failed) {
            throw StartFailure.because(
                    ("The events for the webhooks cannot be written to gateway.data, %s; run the"
                                    + " command as the gateway's user or as root.")
                            .formatted(data),
                    failed);
        }
    }
}
