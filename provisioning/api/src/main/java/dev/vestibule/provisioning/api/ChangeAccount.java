package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Command: an administrator, or a rule of the configuration, changes one account. Answered with
 * {@link Failure.NoSuchAccount} when there is none.
 *
 * @param dn the account's distinguished name
 * @param notSince the change is omitted if the user has signed in after this; null changes it in
 *     any case
 */
public record ChangeAccount(String commandId, String dn, Change change, @Nullable Instant notSince)
        implements ChangeCommand<ChangeAccount.AccountChanged> {

    /** What is to be done. */
    public enum Change {
        /** No login, and open sessions end. */
        DISABLE,
        /** Removes our own flag; what the directory itself says stays. */
        ENABLE,
        /** Removes the account from every group, and then its entry. */
        DELETE
    }

    @Override
    public String target() {
        return dn;
    }

    /**
     * The account is as it should be.
     *
     * @param username null when the entry was gone already
     * @param changed false when it was so before, or when the user has signed in meanwhile
     * @param state the account's state now; after a deletion the one it had
     * @param changes the memberships that were changed with it
     */
    public record AccountChanged(
            String commandId,
            Change change,
            String dn,
            @Nullable String username,
            boolean changed,
            AccountState state,
            Changes changes)
            implements AccountChange {

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
