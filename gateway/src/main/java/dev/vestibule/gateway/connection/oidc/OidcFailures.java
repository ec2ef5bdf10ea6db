package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/**
 * Makes the failures of this package. Their texts are ours: a parser's message may quote what it
 * parsed, and that may be a token. For the same reason they carry no cause.
 */
final class OidcFailures {
    private static final int LONGEST = 200;

    private OidcFailures() {}

    /** The provider cannot be reached, is too slow or is overloaded. */
    static AuthenticationFailure unavailable(String detail) {
        return new AuthenticationFailure(Reason.PROVIDER_UNAVAILABLE, detail);
    }

    /** What the provider sent cannot be understood. */
    static AuthenticationFailure garbled(String detail) {
        return new AuthenticationFailure(Reason.INVALID_PROVIDER_RESPONSE, detail);
    }

    /** The provider said that something is wrong. */
    static AuthenticationFailure providerError(String detail) {
        return new AuthenticationFailure(Reason.PROVIDER_ERROR, detail);
    }

    /** The assertion does not pass. */
    static AuthenticationFailure rejected(String detail) {
        return new AuthenticationFailure(Reason.ASSERTION_REJECTED, detail);
    }

    /** The user has not signed in again, or the answer does not say so. */
    static AuthenticationFailure notNew(String detail) {
        return new AuthenticationFailure(Reason.REAUTHENTICATION_FAILED, detail);
    }

    /**
     * Any failure as one of ours. What we did not foresee is named by its class and place only,
     * since its message may quote a token.
     */
    static AuthenticationFailure from(Throwable cause) {
        if (cause instanceof AuthenticationFailure failure) {
            return failure;
        }
        StackTraceElement[] frames = cause.getStackTrace();
        String place = frames.length == 0 ? "an unknown place" : frames[0].toString();
        return garbled("unexpected " + cause.getClass().getName() + " at " + place);
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

    /** The address of an endpoint without its query, which may hold a key. */
    static String place(URI endpoint) {
        String address = endpoint.toString();
        int query = address.indexOf('?');
        return printable(query < 0 ? address : address.substring(0, query));
    }

    /** Foreign text, fit for one line of the log: printable ASCII, cut after 200 characters. */
    static String printable(String foreign) {
        String cut = foreign.substring(0, Math.min(LONGEST, foreign.length()));
        return cut.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
    }
}
