package dev.vestibule.provisioning.api;

/**
 * Command: link another identity to the account of an identity. Both are verified: the sender has
 * the account's session and the fresh answer of the other provider. Answered with {@link
 * Failure.AccountConflict} when the identity is linked to another account.
 *
 * @param identity one of the account's links
 * @param added the identity to link
 * @param connection id of the connection that verified {@code added}
 */
public record LinkAccount(
        String commandId, FederatedIdentity identity, FederatedIdentity added, String connection)
        implements ChangeCommand<FindLinks.Links> {}
