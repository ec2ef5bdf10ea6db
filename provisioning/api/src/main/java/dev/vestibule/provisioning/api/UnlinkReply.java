package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/** The answer to {@link UnlinkAccount}. */
public sealed interface UnlinkReply
        permits UnlinkReply.AccountUnlinked,
                UnlinkReply.LastLinkKept,
                UnlinkReply.NoAccount,
                ProvisioningFailure {

    /**
     * The account does not have the link any more.
     *
     * @param changed false when it did not have it before
     * @param changes the memberships that were removed with it
     */
    record AccountUnlinked(
            String commandId, String dn, String username, boolean changed, Changes changes)
            implements UnlinkReply, AccountChange {

        /** Without memberships. */
        public AccountUnlinked(String commandId, String dn, String username, boolean changed) {
            this(commandId, dn, username, changed, Changes.NONE);
        }

        @Override
        public @Nullable EventKind happened() {
            return changed ? EventKind.ACCOUNT_UNLINKED : null;
        }
    }

    /** It is the account's only link, and one must stay. */
    record LastLinkKept(String commandId, String dn) implements UnlinkReply {}

    /** There is no account at this place. */
    record NoAccount() implements UnlinkReply {}
}
