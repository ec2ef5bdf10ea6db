package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.logging.FloodFilter;
import dev.vestibule.gateway.login.Purpose.SignIn;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Reports the end of each sign-in: a log line, a counter and a timer. */
public record LoginAudit(MeterRegistry metrics, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(LoginAudit.class);
    private static final String COMPLETED = "completed";

    void completed(LoginContext login) {
        ended(login, COMPLETED, login.concern());
    }

    /**
     * The login cannot continue.
     *
     * @param waited what the login waited for; null before it waited for anything
     * @return the failure for the error page, with a link that begins the login again
     */
    HttpFailure failed(LoginContext login, @Nullable PendingLogin waited, Throwable cause) {
        HttpFailure failure = typed(cause).concerning(concern(waited)).concerning(login.concern());
        ended(login, failure.kind().name().toLowerCase(Locale.ROOT), failure.concern());
        return failure.retryAt(start(login.transaction().purpose(), failure.kind()));
    }

    /** For a user who is refused, the same account is of no use. */
    private static String start(Purpose purpose, FailureKind kind) {
        boolean refused = kind == FailureKind.ACCOUNT_DISABLED || kind == FailureKind.LOGIN_DENIED;
        return refused && purpose instanceof SignIn signIn
                ? signIn.byAnother().start()
                : purpose.start();
    }

    /** The failure itself if it has a known kind. */
    private static HttpFailure typed(Throwable cause) {
        return switch (cause) {
            case HttpFailure failure -> failure;
            case AuthenticationFailure failure -> failure.shown();
            default ->
                    HttpFailure.of(FailureKind.INTERNAL, cause.getClass().getName())
                            .causedBy(cause);
        };
    }

    private static Concern concern(@Nullable PendingLogin waited) {
        return waited == null
                ? new Concern(null, null, null)
                : new Concern(null, waited.state().connection(), waited.state().account());
    }

    private void ended(LoginContext login, String outcome, Concern concern) {
        if (!(login.transaction().purpose() instanceof SignIn signIn)) {
            return;
        }
        Duration duration = Duration.between(login.transaction().createdAt(), clock.instant());
        metrics.counter("vestibule.logins", "outcome", outcome).increment();
        metrics.timer("vestibule.login.duration", "outcome", outcome).record(duration);
        LOG.info(
                outcome.equals(COMPLETED) ? FloodFilter.EACH : null,
                "event=login outcome={} connection={} flow={} app={} account=\"{}\""
                        + " provisioning={} duration_ms={}",
                outcome,
                known(concern.connection()),
                login.flow().id(),
                signIn.app(),
                known(concern.account()),
                login.progress().provisioning(),
                duration.toMillis());
    }

    private static String known(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
