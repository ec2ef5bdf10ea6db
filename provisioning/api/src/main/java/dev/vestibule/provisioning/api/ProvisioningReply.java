package dev.vestibule.provisioning.api;

/**
 * The answer to {@link ProvisionUser} and {@link ClaimAccount}: the account, or why there is none.
 */
public sealed interface ProvisioningReply
        permits UserProvisioned,
                AccountProposed,
                AccountNotCreated,
                ConfirmationRequired,
                ProvisioningFailure {}
