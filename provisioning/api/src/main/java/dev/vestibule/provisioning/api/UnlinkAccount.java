package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * Command: the identity no longer leads to this account, and the groups that its connection granted
 * are withdrawn. Idempotent; answered by an {@link UnlinkReply}.
 *
 * @param commandId the same for every attempt of one command
 * @param dn the account's distinguished name, as {@link Account#dn} gives it
 * @param connection id of the identity's connection, whose grants go; null if none of it remains
 * @param keepOne whether the last link of an account must stay, so that its user can still sign in
 */
public record UnlinkAccount(
        String commandId,
        String dn,
        FederatedIdentity identity,
        @Nullable String connection,
        boolean keepOne)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.unlink-account";

    @Override
    public String target() {
        return dn;
    }
}
