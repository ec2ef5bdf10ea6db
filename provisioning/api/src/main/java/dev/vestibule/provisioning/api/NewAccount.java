package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What {@link ProvisionUser} does for a user who has no account yet.
 *
 * @param password the new account's own, chosen by the user; null leaves it without one
 * @param place the place of a new account
 */
public record NewAccount(Mode mode, @Nullable TypedPassword password, AccountTarget place) {

    /** What {@link ProvisionUser} does where there is no account. */
    public enum Mode {
        /** Adds it under the first free username of its sequence. */
        CREATE,
        /** Writes nothing and answers with an account proposed: the user is asked first. */
        PROPOSE,
        /** Adds it under exactly this username; when it is taken, as {@link #PROPOSE}. */
        AS_NAMED,
        /** Writes nothing. */
        NONE
    }

    /**
     * The container and the object classes of a new account.
     *
     * @param people RDNs of the container, relative to the base, one of those that the service is
     *     configured with; null for the usual one
     * @param objectClasses classes beside {@code inetOrgPerson} and {@code vestibuleAccount}
     */
    public record AccountTarget(@Nullable String people, List<String> objectClasses) {

        /** The usual container and classes. */
        public static final AccountTarget USUAL = new AccountTarget(null, List.of());

        public AccountTarget {
            objectClasses = List.copyOf(objectClasses);
        }
    }
}
