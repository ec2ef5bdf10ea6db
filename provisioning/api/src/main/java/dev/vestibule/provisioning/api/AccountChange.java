package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * A reply that tells what became of one account. The audit log and the events are made from it, so
 * that a new command has both when its reply is one of these.
 */
public interface AccountChange {
    /** What happened to the account; null when it was left as it was. */
    @Nullable EventKind happened();

    /** The entry's distinguished name. */
    String dn();

    /** Null where the reply does not have it. */
    default @Nullable String username() {
        return null;
    }

    /** By name, what changed beside what {@link #happened} says. */
    default Changes changes() {
        return Changes.NONE;
    }
}
