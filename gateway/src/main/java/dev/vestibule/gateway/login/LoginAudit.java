package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.logging.FloodFilter;
import dev.vestibule.provisioning.api.Account;

import io.micrometer.core.instrument.MeterRegistry;

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
        ended(login, COMPLETED);
    }

    void failed(LoginTransaction login, FailureKind kind) {
        ended(login, kind.name().toLowerCase(Locale.ROOT));
    }

    private void ended(LoginTransaction login, String outcome) {
        Duration duration = Duration.between(login.createdAt(), clock.instant());
        metrics.counter("vestibule.logins", "outcome", outcome).increment();
        metrics.timer("vestibule.login.duration", "outcome", outcome).record(duration);
        LOG.info(
                outcome.equals(COMPLETED) ? FloodFilter.EACH : null,
                "event=login outcome={} connection={} flow={} app={} account=\"{}\""
                        + " provisioning={} duration_ms={}",
                outcome,
                connection(login),
                login.flow().id(),
                login.destination().app().id(),
                account(login),
                login.progress().provisioning(),
                duration.toMillis());
    }

    private static String connection(LoginTransaction login) {
        var identity = login.progress().identity();
        return identity == null ? "-" : identity.connection();
    }

    private static String account(LoginTransaction login) {
        Account account = login.progress().account();
        return account == null ? "-" : account.dn();
    }
}
