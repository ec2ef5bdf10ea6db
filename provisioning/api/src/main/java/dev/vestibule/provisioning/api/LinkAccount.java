package dev.vestibule.provisioning.api;

/**
 * Command: link another identity to the account of an identity. Both are verified: the sender has
 * the account's session and the fresh answer of the other provider. Idempotent; answered by a
 * {@link LinksReply}, an {@link ProvisioningFailure.AccountConflict} when the identity is another
 * account's.
 *
 * @param identity one of the account's links
 * @param added the identity to link
 * @param connection id of the connection that verified {@code added}
 */
public record LinkAccount(
        String commandId, FederatedIdentity identity, FederatedIdentity added, String connection)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.link-account";
}
