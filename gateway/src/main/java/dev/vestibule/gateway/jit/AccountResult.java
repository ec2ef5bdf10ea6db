package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure;

import org.jspecify.annotations.Nullable;

/** The result of provisioning a verified identity. */
public sealed interface AccountResult {

    /**
     * The login may continue.
     *
     * @param account null if the configuration wants none for this user
     * @param provisioning what was done, for the log: {@code created}, {@code skipped} ...
     */
    record Settled(@Nullable Account account, String provisioning) implements AccountResult {}

    /**
     * The login ends: the account of this user is refused.
     *
     * @param account DN of the refused account, null if there is none
     */
    record Refused(FailureKind kind, String detail, @Nullable String account)
            implements AccountResult {
        Refused(FailureKind kind, String detail) {
            this(kind, detail, null);
        }
    }

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

    /** The account, if its state permits a sign-in. */
    static AccountResult of(Account account, String provisioning) {
        String detail = "%s: %s".formatted(account.state().reason(), account.dn());
        return switch (account.state().kind()) {
            case ACTIVE -> new Settled(account, provisioning);
            case DISABLED -> new Refused(FailureKind.ACCOUNT_DISABLED, detail, account.dn());
            case LOCKED -> new Refused(FailureKind.ACCOUNT_LOCKED, detail, account.dn());
        };
    }

    /** The result of a failure of the directory. */
    static AccountResult of(Failure failure) {
        String detail = failure.detail();
        return switch (failure) {
            case Failure.AccountConflict _ -> new Refused(FailureKind.ACCOUNT_CONFLICT, detail);
            case Failure.AccountExists _ -> new Refused(FailureKind.ACCOUNT_EXISTS, detail);
            case Failure.PasswordRejected _ -> new Unproved(detail);
            case Failure.AccountDisabled _ ->
                    new Refused(FailureKind.ACCOUNT_DISABLED, detail, failure.account());
            case Failure.AccountLocked _ ->
                    new Refused(FailureKind.ACCOUNT_LOCKED, detail, failure.account());
            case Failure.AttributeRejected rejected ->
                    new Refused(
                            FailureKind.ATTRIBUTE_REJECTED, rejected.attribute() + ": " + detail);
            case Failure.PasswordRefused _,
                    Failure.NoSuchAccount _,
                    Failure.LastLinkKept _,
                    Failure.PolicyRefused _ ->
                    new Refused(FailureKind.PROVISIONING_REFUSED, detail);
            case Failure.DirectoryUnavailable _ -> new Waiting(detail);
        };
    }
}
