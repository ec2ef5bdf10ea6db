package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.provisioning.api.ProvisioningFailure;

/** The page for a refused change of links; the log has the details. */
final class LinkFailures {
    private LinkFailures() {}

    static HttpFailure of(ProvisioningFailure failure) {
        return HttpFailure.of(kind(failure), failure.detail()).retryAt(AccountAddress.LINKS);
    }

    private static FailureKind kind(ProvisioningFailure failure) {
        return switch (failure) {
            case ProvisioningFailure.DirectoryUnavailable _ -> FailureKind.DIRECTORY_UNAVAILABLE;
            case ProvisioningFailure.AccountDisabled _ -> FailureKind.ACCOUNT_DISABLED;
            case ProvisioningFailure.AccountLocked _ -> FailureKind.ACCOUNT_LOCKED;
            case ProvisioningFailure.AccountConflict _,
                    ProvisioningFailure.AccountExists _,
                    ProvisioningFailure.PasswordRejected _,
                    ProvisioningFailure.AttributeRejected _,
                    ProvisioningFailure.PasswordRefused _,
                    ProvisioningFailure.PolicyRefused _ ->
                    FailureKind.LINK_REFUSED;
        };
    }
}
