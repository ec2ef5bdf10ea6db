package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.ErrorAnswer;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * What must hold of an authorization answer before its code is spent.
 *
 * @param issuers whose answer it may be
 */
public record AnswerInspection(Predicate<String> issuers) {

    /**
     * Reads the code of an answer of a provider that publishes no metadata.
     *
     * @throws AuthenticationFailure when the answer is another issuer's, an error, or has no code
     */
    public String code(RequestParameters answer) {
        return code(answer, null);
    }

    /**
     * Reads the code of an answer that is the issuer's.
     *
     * @param metadata null when it is not known yet; the issuer of the answer may then be absent
     * @return the code
     * @throws AuthenticationFailure when the answer is another issuer's, an error, or has no code
     */
    String code(RequestParameters answer, @Nullable ProviderMetadata metadata) {
        checkIssuer(answer.optional("iss"), metadata != null && metadata.issuerInAnswer());
        String error = answer.optional("error");
        if (error != null) {
            throw failure(error, answer.optional("error_description"));
        }
        String code = answer.optional("code");
        if (code == null || code.isBlank()) {
            throw OidcFailures.garbled("the answer has neither a code nor an error");
        }
        return code;
    }

    /** RFC 9207, section 2.4. */
    private void checkIssuer(@Nullable String found, boolean expected) {
        if (found == null && expected) {
            throw new AuthenticationFailure(
                    Reason.WRONG_ISSUER, "the answer has no iss although the provider sends it");
        }
        if (found != null && !issuers.test(found)) {
            throw new AuthenticationFailure(
                    Reason.WRONG_ISSUER,
                    "the answer is from another issuer: " + OidcFailures.printable(found));
        }
    }

    private static AuthenticationFailure failure(String error, @Nullable String description) {
        String detail = "the provider answers with " + OidcFailures.named(error);
        if (description != null) {
            detail += ", described as '" + OidcFailures.printable(description) + "'";
        }
        var reason = OidcFailures.isRefusal(error) ? Reason.ACCESS_DENIED : Reason.PROVIDER_ERROR;
        return new AuthenticationFailure(reason, detail, new ErrorAnswer(error, description));
    }
}
