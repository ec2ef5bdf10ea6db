package dev.vestibule.provisioning.api;

/** The account exists and matches the identity. */
public record UserProvisioned(String commandId, Outcome outcome, Account account)
        implements ProvisioningReply {

    /** What it took. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }
}
