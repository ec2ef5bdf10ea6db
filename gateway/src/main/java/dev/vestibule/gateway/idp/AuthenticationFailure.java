package dev.vestibule.gateway.idp;

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
     * A failure that the provider itself has told.
     *
     * @param answer its own words; null when it said nothing
     */
    public AuthenticationFailure(Reason reason, String detail, @Nullable ErrorAnswer answer) {
        super(detail, null, false, false);
        this.reason = reason;
        this.answer = answer;
    }

    /** The provider's own words, not fit for a page or a log; null when it said nothing. */
    public @Nullable ErrorAnswer answer() {
        return answer;
    }

    /** The kind of failure, which decides the page that the user sees. */
    public Reason reason() {
        return reason;
    }

    /**
     * An authorization error response (RFC 6749, section 4.1.2.1). It comes through the browser and
     * is not signed.
     */
    public record ErrorAnswer(String error, @Nullable String description) implements Serializable {}

    /** Kinds of failure; the names appear in the log and as a metric's label. */
    public enum Reason {
        /** The user cancelled, or the provider refused ({@code access_denied}). */
        ACCESS_DENIED,
        /** The provider answered with another OAuth error. */
        PROVIDER_ERROR,
        /** The provider cannot be reached or is too slow. */
        PROVIDER_UNAVAILABLE,
        /** The provider's answer cannot be understood. */
        PROVIDER_GARBLED,
        /** The answer is from another issuer than the connection's (RFC 9207). */
        WRONG_ISSUER,
        /** A new sign-in was requested, and the provider does not confirm it. */
        SIGN_IN_NOT_NEW,
        /** The assertion fails a check of OpenID Connect Core, section 3.1.3.7. */
        ASSERTION_REJECTED
    }
}
