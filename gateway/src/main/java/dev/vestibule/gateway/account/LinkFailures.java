package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.provisioning.api.Failure;

/** The page for a refused change of links; the log has the details. */
final class LinkFailures {
    private LinkFailures() {}

    static HttpFailure of(Failure failure) {
        return HttpFailure.of(kind(failure), failure.detail()).retryAt(AccountAddress.LINKS);
    }

    private static FailureKind kind(Failure failure) {
        return switch (failure) {
            case Failure.DirectoryUnavailable _ -> FailureKind.DIRECTORY_UNAVAILABLE;
            case Failure.AccountDisabled _ -> FailureKind.ACCOUNT_DISABLED;
            case Failure.AccountLocked _ -> FailureKind.ACCOUNT_LOCKED;
            case Failure.AccountConflict _,
                    Failure.AccountExists _,
                    Failure.PasswordRejected _,
                    Failure.AttributeRejected _,
                    Failure.PasswordRefused _,
                    Failure.NoSuchAccount _,
                    Failure.LastLinkKept _,
                    Failure.FactorsHidden _,
                    Failure.PolicyRefused _ ->
                    FailureKind.LINK_REFUSED;
        };
    }
}
