package dev.vestibule.provisioning.api;

import java.util.List;

/** The answer to {@link PrepareDirectory}. */
public sealed interface PreparationReply
        permits PreparationReply.DirectoryPrepared, ProvisioningFailure {

    /**
     * Every step, in the order in which they have to be taken.
     *
     * @param server name of the server's kind, as {@code --for} takes it
     * @param unseen a sentence about what could not be looked at; empty when all was seen
     * @param unseenConfiguration the same about the server's own configuration
     */
    record DirectoryPrepared(
            String server, List<PreparedStep> steps, String unseen, String unseenConfiguration)
            implements PreparationReply {
        public DirectoryPrepared {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param ldif change records; empty when nothing is left to be done
     * @param detail why it was refused, or how to take it by hand; may be empty
     */
    record PreparedStep(String title, Part part, String ldif, Outcome outcome, String detail) {

        /** One that is still to be done, or with empty LDIF not. */
        public static PreparedStep planned(String title, Part part, String ldif) {
            return new PreparedStep(title, part, ldif, Outcome.PLANNED, "");
        }

        /** The same step, with what became of it. */
        public PreparedStep with(Outcome other, String why) {
            return new PreparedStep(title, part, ldif, other, why);
        }

        /** What is changed. */
        public enum Part {
            /** The server's own configuration. */
            CONFIG,
            /** Entries below the base. */
            DATA
        }

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
