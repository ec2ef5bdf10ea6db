package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a person who has no account yet.
 *
 * @param password the new account's own, chosen by the person; null leaves it without one
 * @param place where a new account is put
 */
public record NewAccount(Mode mode, @Nullable TypedPassword password, AccountTarget place) {

    /** What {@link ProvisionUser} does where there is no account. */
    public enum Mode {
        /** Adds it under the first free username of its sequence. */
        CREATE,
        /** Writes nothing and answers with {@link AccountProposed}: the person is asked first. */
        PROPOSE,
        /** Adds it under exactly this username; when it is taken, as {@link #PROPOSE}. */
        AS_NAMED,
        /** Writes nothing and answers with {@link AccountNotCreated}. */
        NONE
    }
}
