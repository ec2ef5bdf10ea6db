package dev.vestibule.cli.composition;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.RuntimeContext;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.audit.AuditFile;
import dev.vestibule.provisioning.audit.AuditSettings;
import dev.vestibule.provisioning.audit.AuditTrail;

import io.micrometer.core.instrument.Counter;

import java.util.concurrent.Executors;

/** Composes the audit log; started before provisioning, so that it ends after it. */
public final class AuditModule {
    private AuditModule() {}

    /** The audit log of the configuration; one that records nothing where it has none. */
    static AuditTrail start(RuntimeContext context, FlowConfig config, Shutdown shutdown) {
        var audit = config.gateway().audit();
        return audit == null
                ? AuditTrail.none()
                : open(
                        context,
                        new AuditSettings(audit.file(), audit.size(), audit.keep()),
                        shutdown);
    }

    /**
     * An audit log with these settings.
     *
     * @throws StartFailure when it cannot be written
     */
    public static AuditTrail open(
            RuntimeContext context, AuditSettings settings, Shutdown shutdown) {
        try {
            AuditFile file =
                    AuditFile.open(
                            settings,
                            context.environment().random(),
                            lostLines(context)::increment);
            shutdown.later(
                    () -> context.vertx().executeBlocking(Executors.callable(file::close), false));
            return file;
        } catch (IllegalArgumentException refused) {
            throw StartFailure.because(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** The number of lines of the audit log that could not be written. */
    public static Counter lostLines(RuntimeContext context) {
        return context.metrics().counter("vestibule.audit.lost");
    }
}
