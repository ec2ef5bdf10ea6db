package dev.vestibule.provisioning.api;

/** The answer to {@link FindAccount}. */
public sealed interface AccountReply
        permits AccountReply.Found, AccountReply.NoAccount, ProvisioningFailure {

    /** The one account that is linked; it may be disabled or locked. */
    record Found(Account account) implements AccountReply {}

    /** No account is linked to the identity. */
    record NoAccount() implements AccountReply {}
}
