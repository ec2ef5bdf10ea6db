package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;

/** Why an identity provider's answer was refused. Its message is for the log. */
public final class AuthenticationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable ErrorAnswer answer;

    public AuthenticationFailure(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /**
     * A failure that the provider itself reports.
     *
     * @param answer its own text; null if there is none
     */
    public AuthenticationFailure(Reason reason, String detail, @Nullable ErrorAnswer answer) {
        super(detail, null, false, false);
        this.reason = reason;
        this.answer = answer;
    }

    /** The provider's own text, not safe for a page or a log; null if there is none. */
    public @Nullable ErrorAnswer answer() {
        return answer;
    }

    /** The kind of failure, which decides the page that the user sees. */
    public Reason reason() {
        return reason;
    }

    /** The failure for the error page, the log and the metric. */
    public HttpFailure shown() {
        return HttpFailure.of(reason.kind, reason + ": " + getMessage()).causedBy(this);
    }

    /**
     * An authorization error response (RFC 6749, section 4.1.2.1). It comes through the browser and
     * is not signed.
     */
    public record ErrorAnswer(String error, @Nullable String description) implements Serializable {}

    /** Kinds of failure; the names appear in the log. */
    public enum Reason {
        /** The user cancelled, or the provider refused ({@code access_denied}). */
        ACCESS_DENIED(FailureKind.PROVIDER_DENIED),
        /** The provider answered with another OAuth error. */
        PROVIDER_ERROR(FailureKind.PROVIDER_ERROR),
        /** The provider cannot be reached or is too slow. */
        PROVIDER_UNAVAILABLE(FailureKind.PROVIDER_UNAVAILABLE),
        /** The provider's answer cannot be understood. */
        INVALID_PROVIDER_RESPONSE(FailureKind.INVALID_PROVIDER_RESPONSE),
        /** The answer is from another issuer than the connection's (RFC 9207). */
        WRONG_ISSUER(FailureKind.PROVIDER_REJECTED),
        /** The user had to sign in again, and the provider does not say that this happened. */
        REAUTHENTICATION_FAILED(FailureKind.REAUTHENTICATION_FAILED),
        /** The user did not sign in with a level that was asked for. */
        LEVEL_NOT_REACHED(FailureKind.SIGN_IN_TOO_WEAK),
        /** The assertion fails a check of OpenID Connect Core, section 3.1.3.7. */
        ASSERTION_REJECTED(FailureKind.PROVIDER_REJECTED);

        private final FailureKind kind;

        Reason(FailureKind kind) {
            this.kind = kind;
        }
    }
}
