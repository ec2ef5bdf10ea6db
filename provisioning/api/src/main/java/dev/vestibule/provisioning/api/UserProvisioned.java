package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/** The account exists and matches the identity. */
public record UserProvisioned(String commandId, Outcome outcome, Account account, Changes changes)
        implements ProvisioningReply, AccountChange {

    @Override
    public @Nullable EventKind happened() {
        return switch (outcome) {
            case CREATED -> EventKind.ACCOUNT_CREATED;
            case LINKED -> EventKind.ACCOUNT_LINKED;
            case UPDATED -> EventKind.ACCOUNT_UPDATED;
            case UNCHANGED -> null;
        };
    }

    @Override
    public String dn() {
        return account.dn();
    }

    @Override
    public String username() {
        return account.username();
    }

    /** What it took. */
    public enum Outcome {
        CREATED,
        LINKED,
        UPDATED,
        UNCHANGED
    }
}
