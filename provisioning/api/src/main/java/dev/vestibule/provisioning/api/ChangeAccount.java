package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Command: an administrator, or one of the configured rules, changes one account. Idempotent;
 * answered by a {@link ChangeReply}.
 *
 * @param commandId the same for every attempt of one command
 * @param dn the account's distinguished name
 * @param notSince the change is omitted if the user has signed in after this; null changes it in
 *     any case
 */
public record ChangeAccount(String commandId, String dn, Change change, @Nullable Instant notSince)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.change-account";

    /** What is to be done. */
    public enum Change {
        /** No login, and open sessions end. */
        DISABLE,
        /** Takes our own flag away; what the directory itself says stays. */
        ENABLE,
        /** Removes the account from every group, and then the entry. */
        DELETE
    }

    @Override
    public String target() {
        return dn;
    }
}
