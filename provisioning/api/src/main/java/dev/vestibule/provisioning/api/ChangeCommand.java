package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * A command that may change the directory. Whatever becomes of it is written to the audit log; a
 * query is none of these and leaves no trace there.
 */
public interface ChangeCommand {
    /** The same for every attempt of one command. */
    String commandId();

    /** The connection that the command comes from; null when an administrator or the clock does. */
    default @Nullable String connection() {
        return null;
    }

    /** The identity that the command is about, where it names one. */
    default @Nullable FederatedIdentity identity() {
        return null;
    }

    /** The account that the command names, by DN or username; null when it has to be found. */
    default @Nullable String target() {
        return null;
    }
}
