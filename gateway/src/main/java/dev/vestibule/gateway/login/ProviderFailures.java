package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.idp.AuthenticationFailure;

/** The page for a failed sign-in at an identity provider. */
public final class ProviderFailures {
    private ProviderFailures() {}

    /** The failure itself where it is known already. */
    public static HttpFailure typed(Throwable cause) {
        return switch (cause) {
            case HttpFailure failure -> failure;
            case AuthenticationFailure failure ->
                    HttpFailure.of(kind(failure.reason()), detail(failure)).causedBy(failure);
            default ->
                    HttpFailure.of(FailureKind.INTERNAL, cause.getClass().getName())
                            .causedBy(cause);
        };
    }

    private static String detail(AuthenticationFailure failure) {
        return failure.reason() + ": " + failure.getMessage();
    }

    private static FailureKind kind(AuthenticationFailure.Reason reason) {
        return switch (reason) {
            case ACCESS_DENIED -> FailureKind.PROVIDER_DENIED;
            case PROVIDER_ERROR -> FailureKind.PROVIDER_ERROR;
            case PROVIDER_UNAVAILABLE -> FailureKind.PROVIDER_UNAVAILABLE;
            case PROVIDER_GARBLED -> FailureKind.PROVIDER_GARBLED;
            case SIGN_IN_NOT_NEW -> FailureKind.SIGN_IN_NOT_NEW;
            case WRONG_ISSUER, ASSERTION_REJECTED -> FailureKind.PROVIDER_REJECTED;
        };
    }
}
