package dev.vestibule.gateway.connection.oidc;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The error codes of RFC 6749 (sections 4.1.2.1 and 5.2) and OpenID Connect Core (section 3.1.2.6).
 * No other is repeated in a message: the sender could choose any text.
 */
final class ProtocolErrors {
    private static final Set<String> REFUSALS =
            Set.of(
                    ("access_denied account_selection_required consent_required"
                                    + " interaction_required login_required")
                            .split(" "));

    private static final Set<String> FAULTS =
            Set.of(
                    ("invalid_client invalid_grant invalid_request invalid_request_object"
                                    + " invalid_request_uri invalid_scope"
                                    + " registration_not_supported request_not_supported"
                                    + " request_uri_not_supported server_error"
                                    + " temporarily_unavailable unauthorized_client"
                                    + " unsupported_grant_type unsupported_response_type")
                            .split(" "));

    private ProtocolErrors() {}

    /** The code if it is one of the fixed list, else words that say that it is not. */
    static String named(@Nullable Object code) {
        if (code instanceof String text && (REFUSALS.contains(text) || FAULTS.contains(text))) {
            return text;
        }
        return code == null ? "no error code" : "an error code of its own";
    }

    /** Whether the user or the provider decided against this sign-in; there is no error. */
    static boolean isRefusal(String code) {
        return REFUSALS.contains(code);
    }
}
