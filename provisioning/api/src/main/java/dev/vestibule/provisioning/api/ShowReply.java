package dev.vestibule.provisioning.api;

/** The answer to {@link ShowAccount}. */
public sealed interface ShowReply permits ShowReply.Shown, NoSuchAccount, ProvisioningFailure {

    /** The one account of that name. */
    record Shown(AccountDetails account) implements ShowReply {}
}
