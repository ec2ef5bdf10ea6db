package dev.vestibule.provisioning.api;

import java.util.List;

/** The answer to {@link PrepareDirectory}. */
public sealed interface PreparationReply
        permits PreparationReply.DirectoryPrepared, ProvisioningFailure {

    /** Every step, in the order in which they have to be taken. */
    record DirectoryPrepared(List<PreparedStep> steps) implements PreparationReply {
        public DirectoryPrepared {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param detail why it was refused, or how to take it by hand; may be empty
     */
    record PreparedStep(String title, String ldif, Outcome outcome, String detail) {

        /** What became of it. */
        public enum Outcome {
            /** To be done. */
            PLANNED,
            /** Was there already. */
            PRESENT,
            /** Done now. */
            APPLIED,
            /** Not to be had over LDAP with this account. */
            BY_HAND
        }
    }
}
