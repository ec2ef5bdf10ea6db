package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * A command that may change the directory. The audit log has a record of every attempt of it,
 * whatever its outcome. Each one is idempotent: the same command twice changes nothing the second
 * time.
 *
 * @param <R> what the command is answered with when it does not fail
 */
public sealed interface ChangeCommand<R> extends Command<R>
        permits ChangeAccount,
                ClaimAccount,
                CredentialCommand,
                LinkAccount,
                ProvisionUser,
                UnlinkAccount {
    /** The same for every attempt of one command. */
    String commandId();

    /**
     * The connection that the command comes from; null when an administrator or a timer sent it.
     */
    default @Nullable String connection() {
        return null;
    }

    /** The identity that the command is about, where it names one. */
    default @Nullable FederatedIdentity identity() {
        return null;
    }

    /** The account that the command names, by DN, username or id; null when it must be found. */
    default @Nullable String target() {
        return null;
    }
}
