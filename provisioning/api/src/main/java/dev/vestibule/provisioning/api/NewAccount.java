package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * What happens with a user who has no account yet.
 *
 * @param password the new account's password, chosen by the user; null for none
 * @param place the place of a new account
 */
public record NewAccount(Mode mode, @Nullable TypedPassword password, AccountTarget place) {

    /** What {@link ProvisionUser} does where there is no account. */
    public enum Mode {
        /** Adds it under the first free username of its sequence. */
        CREATE,
        /**
         * Writes nothing and answers with {@link AccountProposed}: the page asks the user first.
         */
        PROPOSE,
        /** Adds it under exactly this username; when it is taken, as {@link #PROPOSE}. */
        AS_NAMED,
        /** Writes nothing and answers with {@link AccountNotCreated}. */
        NONE
    }
}
