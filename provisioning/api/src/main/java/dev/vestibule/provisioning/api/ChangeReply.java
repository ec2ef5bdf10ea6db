package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ChangeAccount.Change;

import org.jspecify.annotations.Nullable;

/** The answer to {@link ChangeAccount}. */
public sealed interface ChangeReply
        permits ChangeReply.AccountChanged, NoSuchAccount, ProvisioningFailure {

    /**
     * It is as it should be.
     *
     * @param username null when the entry was gone already
     * @param changed false when it was so before, or if the user has signed in meanwhile
     * @param state the account's state now; after a deletion the one it had
     * @param changes the memberships that were removed with it
     */
    record AccountChanged(
            String commandId,
            Change change,
            String dn,
            @Nullable String username,
            boolean changed,
            AccountState state,
            Changes changes)
            implements ChangeReply, AccountChange {

        /** Without memberships. */
        public AccountChanged(
                String commandId,
                Change change,
                String dn,
                @Nullable String username,
                boolean changed,
                AccountState state) {
            this(commandId, change, dn, username, changed, state, Changes.NONE);
        }

        @Override
        public @Nullable EventKind happened() {
            if (!changed) {
                return null;
            }
            return switch (change) {
                case DISABLE -> EventKind.ACCOUNT_DISABLED;
                case ENABLE -> EventKind.ACCOUNT_ENABLED;
                case DELETE -> EventKind.ACCOUNT_DELETED;
            };
        }
    }
}
