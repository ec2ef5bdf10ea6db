package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import org.jspecify.annotations.Nullable;

/**
 * Command: the identity no longer leads to this account, and the groups that its connection granted
 * are withdrawn. Answered with {@link Failure.NoSuchAccount} when there is no account at this DN,
 * and with {@link Failure.LastLinkKept}.
 *
 * @param dn the account's distinguished name, as {@link Account#dn} gives it
 * @param connection id of the identity's connection, whose grants are withdrawn; null when another
 *     link of that connection stays
 * @param keepOne whether the last link of an account must stay, so that its user can still sign in
 */
public record UnlinkAccount(
        String commandId,
        String dn,
        FederatedIdentity identity,
        @Nullable String connection,
        boolean keepOne)
        implements ChangeCommand<UnlinkAccount.AccountUnlinked> {

    @Override
    public String target() {
        return dn;
    }

    /**
     * The account does not have the link any more.
     *
     * @param changed false when it did not have it before
     * @param changes the memberships that were withdrawn with it
     */
    public record AccountUnlinked(
            String commandId, String dn, String username, boolean changed, Changes changes)
            implements AccountChange {

        @Override
        public @Nullable EventKind happened() {
            return changed ? EventKind.ACCOUNT_UNLINKED : null;
        }
    }
}
