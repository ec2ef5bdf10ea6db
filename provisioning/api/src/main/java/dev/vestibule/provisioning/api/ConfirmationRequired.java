package dev.vestibule.provisioning.api;

/**
 * One account matches, and the person has to prove that it is theirs. Nothing was written.
 *
 * @param dn the account, for the proof and the log; not for the person
 * @param match what found it: the identity provider's word, which the person may see
 */
public record ConfirmationRequired(String dn, ExistingAccounts.Match match)
        implements ProvisioningReply {}
