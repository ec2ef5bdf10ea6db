package dev.vestibule.provisioning.api;

/**
 * One account matches, and the user must prove that it belongs to them. Nothing was written.
 *
 * @param dn the account, for the proof and the log; not for the user
 * @param match what found it: a value of the identity provider, which the user may see
 */
public record ConfirmationRequired(String dn, ExistingAccounts.Match match)
        implements ProvisioningReply {}
