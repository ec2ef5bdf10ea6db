package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.logging.FloodFilter;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Tells of each login how it ended: one line of the log, one count, one time. */
final class LoginAudit {
    private static final Logger LOG = LoggerFactory.getLogger(LoginAudit.class);
    private static final String COMPLETED = "completed";

    private final MeterRegistry metrics;
    private final InstantSource clock;

    LoginAudit(MeterRegistry metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    void completed(LoginTransaction login) {
        ended(login, COMPLETED, login.concern());
    }

    /** The failure names connection and account, as far as they are known. */
    void failed(LoginTransaction login, HttpFailure failure) {
        ended(login, failure.kind().name().toLowerCase(Locale.ROOT), failure.concern());
    }

    private void ended(LoginTransaction login, String outcome, Concern concern) {
        Duration duration = Duration.between(login.createdAt(), clock.instant());
        metrics.counter("vestibule.logins", "outcome", outcome).increment();
        metrics.timer("vestibule.login.duration", "outcome", outcome).record(duration);
        LOG.info(
                outcome.equals(COMPLETED) ? FloodFilter.EACH : null,
                "event=login outcome={} connection={} flow={} app={} account=\"{}\""
                        + " provisioning={} duration_ms={}",
                outcome,
                known(concern.connection()),
                login.flow().id(),
                login.destination().app().id(),
                known(concern.account()),
                login.progress().provisioning(),
                duration.toMillis());
    }

    private static String known(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
