package dev.vestibule.flow.connection;

/** Where a user who signs out is signed out. */
public enum SignOut {
    /** At the identity provider too, where it has an address for that. */
    PROVIDER,
    /** Here only. */
    HERE
}
