package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.outbound.ForeignText;
import dev.vestibule.gateway.outbound.OutboundFailure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;

/**
 * Makes the failures of this package. Their texts are ours: a parser's message may quote what it
 * parsed, and that may be a token. For the same reason they carry no cause.
 */
public final class OidcFailures {
    private static final Logger LOG = LoggerFactory.getLogger(OidcFailures.class);

    /** The error codes by which the user or the provider decides against a sign-in. */
    private static final Set<String> REFUSALS =
            Set.of(
                    ("access_denied account_selection_required consent_required"
                                    + " interaction_required login_required"
                                    + " user_cancelled_authorize")
                            .split(" "));

    /**
     * The other error codes of RFC 6749 (sections 4.1.2.1 and 5.2) and OpenID Connect Core (section
     * 3.1.2.6).
     */
    private static final Set<String> FAULTS =
            Set.of(
                    ("invalid_client invalid_grant invalid_request invalid_request_object"
                                    + " invalid_request_uri invalid_scope"
                                    + " registration_not_supported request_not_supported"
                                    + " request_uri_not_supported server_error"
                                    + " temporarily_unavailable unauthorized_client"
                                    + " unsupported_grant_type unsupported_response_type")
                            .split(" "));

    /** Those that GitHub has for its token endpoint; it sends them with status 200. */
    private static final Set<String> OF_GITHUB =
            Set.of(
                    ("application_suspended bad_verification_code incorrect_client_credentials"
                                    + " redirect_uri_mismatch unverified_user_email")
                            .split(" "));

    private OidcFailures() {}

    /** The provider cannot be reached, is too slow or is overloaded. */
    public static AuthenticationFailure unavailable(String detail, @Nullable Object... values) {
        return failure(Reason.PROVIDER_UNAVAILABLE, detail, values);
    }

    /** The user or the provider has decided against it. */
    static AuthenticationFailure denied(String detail, @Nullable Object... values) {
        return failure(Reason.ACCESS_DENIED, detail, values);
    }

    /** What the provider sent cannot be understood. */
    public static AuthenticationFailure garbled(String detail, @Nullable Object... values) {
        return failure(Reason.INVALID_PROVIDER_RESPONSE, detail, values);
    }

    /** The provider said that something is wrong. */
    public static AuthenticationFailure providerError(String detail, @Nullable Object... values) {
        return failure(Reason.PROVIDER_ERROR, detail, values);
    }

    /** The assertion does not pass. */
    public static AuthenticationFailure rejected(String detail, @Nullable Object... values) {
        return failure(Reason.ASSERTION_REJECTED, detail, values);
    }

    /** The user has not signed in again, or the answer does not say so. */
    public static AuthenticationFailure notNew(String detail) {
        return new AuthenticationFailure(Reason.REAUTHENTICATION_FAILED, detail);
    }

    /** The user has not signed in with a level that was asked for. */
    static AuthenticationFailure tooWeak(String detail) {
        return new AuthenticationFailure(Reason.LEVEL_NOT_REACHED, detail);
    }

    /** A detail without values may be foreign in part, and is no format. */
    private static AuthenticationFailure failure(
            Reason reason, String detail, @Nullable Object... values) {
        return new AuthenticationFailure(
                reason, values.length == 0 ? detail : detail.formatted(values));
    }

    /** Tells the operator why a sign-in at a provider failed. */
    public static void log(String connection, AuthenticationFailure failure) {
        LOG.warn(
                "authentication failed connection={} reason={} detail=\"{}\"",
                connection,
                failure.reason(),
                failure.getMessage());
    }

    /** A failure of an ID token that is about another token. */
    static Throwable about(String what, Throwable failure) {
        return failure instanceof AuthenticationFailure known
                ? new AuthenticationFailure(
                        known.reason(),
                        String.valueOf(known.getMessage()).replace("the ID token", "the " + what))
                : failure;
    }

    /**
     * Any failure as one of ours. What we did not foresee is named by its class and place only,
     * since its message may quote a token.
     */
    public static AuthenticationFailure from(Throwable cause) {
        if (cause instanceof AuthenticationFailure failure) {
            return failure;
        }
        if (cause instanceof OutboundFailure failure) {
            return of(failure);
        }
        StackTraceElement[] frames = cause.getStackTrace();
        Object place = frames.length == 0 ? "an unknown place" : frames[0];
        return garbled("unexpected %s at %s", cause.getClass().getName(), place);
    }

    private static AuthenticationFailure of(OutboundFailure failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNAVAILABLE -> unavailable(detail);
            case GARBLED -> garbled(detail);
        };
    }

    /**
     * An error code of a provider if it is one of the fixed list, else words that say that it is
     * not: the sender could choose any text.
     */
    static String named(@Nullable Object code) {
        if (code instanceof String text
                && (isRefusal(text) || FAULTS.contains(text) || OF_GITHUB.contains(text))) {
            return text;
        }
        // Facebook's error is an object, with a number and a text of the sender's choice.
        if (code instanceof Map<?, ?> members && members.get("code") instanceof Long number) {
            return "the error code " + number;
        }
        return code == null ? "no error code" : "an error code of its own";
    }

    /** Whether the user or the provider decided against this sign-in; there is no error. */
    static boolean isRefusal(String code) {
        return REFUSALS.contains(code);
    }

    /** A foreign value, fit for one line of the log. */
    static String shown(@Nullable Object foreign) {
        return switch (foreign) {
            case null -> "missing";
            case String text -> "'" + printable(text) + "'";
            case Number number -> printable(number.toString());
            case Boolean truth -> truth.toString();
            default -> kind(foreign);
        };
    }

    /** What kind of value it is, for one that is not to be in the log. */
    static String kind(Object foreign) {
        return switch (foreign) {
            case String _ -> "text";
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case Map<?, ?> _ -> "an object";
            default -> "a list";
        };
    }

    /** Foreign text, fit for one line of the log: printable ASCII, cut after 200 characters. */
    static String printable(String foreign) {
        return ForeignText.printable(foreign);
    }
}
