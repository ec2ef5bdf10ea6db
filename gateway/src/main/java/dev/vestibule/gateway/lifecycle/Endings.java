package dev.vestibule.gateway.lifecycle;

import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.session.Session;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators of sessions that have ended without their user. */
public record Endings(MeterRegistry metrics) {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    /** A provider has ended it. */
    void ended(String reason, ProviderLogin login, Session session, Throwable failure) {
        count(reason);
        LOG.info(
                "event=session_ended reason={} connection={} account=\"{}\" detail=\"{}\"",
                reason,
                login.connection(),
                session.identity().user(),
                failure.getMessage());
    }

    /** The directory has ended it. */
    void ended(String reason, String account) {
        count(reason);
        LOG.info("event=session_ended reason={} account=\"{}\"", reason, account);
    }

    private void count(String reason) {
        metrics.counter("vestibule.sessions.ended", "reason", reason).increment();
    }
}
