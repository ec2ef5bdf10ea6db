package dev.vestibule.provisioning.api;

/** The answer to {@link ListAccounts}, after the last page. */
public sealed interface ListReply permits ListReply.AccountsListed, ProvisioningFailure {

    /** All that were found have been sent, or the asker wanted no more. */
    record AccountsListed(long count) implements ListReply {}
}
