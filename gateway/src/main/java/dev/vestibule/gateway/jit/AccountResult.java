package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure;

import org.jspecify.annotations.Nullable;

/**
 * The result of provisioning a verified identity; what ends the login is an {@link HttpFailure}.
 */
public sealed interface AccountResult {

    /**
     * The login may continue.
     *
     * @param account null if the configuration wants none for this user
     * @param provisioning what was done, for the log: {@code created}, {@code skipped} ...
     */
    record Settled(@Nullable Account account, String provisioning) implements AccountResult {}

    /**
     * The page asks the user first.
     *
     * @param error what was wrong with the last answer, null at first
     */
    record Asked(AccountPreview preview, @Nullable FieldError error) implements AccountResult {}

    /** The directory does not answer; the login waits. */
    record Waiting(String detail) implements AccountResult {}

    /**
     * An account matches, and the user must prove that it belongs to them.
     *
     * @param dn the account
     * @param hint the value of the identity provider that found it
     */
    record Unconfirmed(String dn, String hint) implements AccountResult {}

    /** The proof has failed; the user may try again. */
    record Unproved(String detail) implements AccountResult {}

    /**
     * The account.
     *
     * @throws HttpFailure if its state permits no sign-in
     */
    static Settled of(Account account, String provisioning) {
        String detail = "%s: %s".formatted(account.state().reason(), account.dn());
        return switch (account.state().kind()) {
            case ACTIVE -> new Settled(account, provisioning);
            case DISABLED -> throw refused(FailureKind.ACCOUNT_DISABLED, detail, account.dn());
            case LOCKED -> throw refused(FailureKind.ACCOUNT_LOCKED, detail, account.dn());
        };
    }

    /**
     * What a failure of the directory means for the login.
     *
     * @throws HttpFailure if it ends the login
     */
    static AccountResult of(Failure failure) {
        String detail = failure.detail();
        return switch (failure) {
            case Failure.PasswordRejected _ -> new Unproved(detail);
            case Failure.DirectoryUnavailable _ -> new Waiting(detail);
            case Failure.AccountConflict _ ->
                    throw HttpFailure.of(FailureKind.ACCOUNT_CONFLICT, detail);
            case Failure.AccountExists _ ->
                    throw HttpFailure.of(FailureKind.ACCOUNT_EXISTS, detail);
            case Failure.AccountDisabled _ ->
                    throw refused(FailureKind.ACCOUNT_DISABLED, detail, failure.account());
            case Failure.AccountLocked _ ->
                    throw refused(FailureKind.ACCOUNT_LOCKED, detail, failure.account());
            case Failure.AttributeRejected(var attribute, _) ->
                    throw HttpFailure.of(FailureKind.ATTRIBUTE_REJECTED, attribute + ": " + detail);
            case Failure.PasswordRefused _,
                    Failure.NoSuchAccount _,
                    Failure.LastLinkKept _,
                    Failure.FactorsHidden _,
                    Failure.PolicyRefused _ ->
                    throw HttpFailure.of(FailureKind.PROVISIONING_REFUSED, detail);
        };
    }

    private static HttpFailure refused(FailureKind kind, String detail, @Nullable String account) {
        return HttpFailure.of(kind, detail).concerning(new Concern(null, null, account));
    }
}
