package dev.vestibule.provisioning.api;

/** What {@link ProvisionUser} does where the person has no account yet. */
public enum NewAccount {
    /** Adds it under the first free username of its sequence. */
    CREATE,
    /** Writes nothing and answers with {@link AccountProposed}: the person is asked first. */
    PROPOSE,
    /** Adds it under exactly this username; when it is taken, as {@link #PROPOSE}. */
    AS_NAMED,
    /** Writes nothing and answers with {@link AccountNotCreated}. */
    NONE
}
