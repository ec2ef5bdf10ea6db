package dev.vestibule.provisioning.inspect;

import java.util.List;

/**
 * Gives the directory what the gateway needs, or says what that is. {@link DirectoryPreparer}
 * carries it out; it is idempotent.
 *
 * @param server name of the server's kind, as {@code --for} takes it; empty to ask the server
 * @param dynamicGroups groups that are named in the configuration and are dynamic
 * @param passwordKnown whether the password of the gateway's account is that of the configuration,
 *     so that an existing account can be tried
 * @param apply false only says what would be done; then a server whose kind is given need not let
 *     the gateway in
 */
public record PrepareDirectory(
        String server, List<String> dynamicGroups, boolean passwordKnown, boolean apply) {

    public PrepareDirectory {
        dynamicGroups = List.copyOf(dynamicGroups);
    }

    /**
     * Every step, in the order in which they must be taken.
     *
     * @param server name of the server's kind, as {@code --for} takes it
     * @param unseen a sentence about what could not be looked at; empty when all was seen
     * @param unseenConfiguration the same about the server's own configuration
     */
    public record DirectoryPrepared(
            String server, List<PreparedStep> steps, String unseen, String unseenConfiguration) {
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
    public record PreparedStep(
            String title, Part part, String ldif, Outcome outcome, String detail) {

        /** One that is still to be done, or with empty LDIF not. */
        public static PreparedStep planned(String title, Part part, String ldif) {
            return new PreparedStep(title, part, ldif, Outcome.PLANNED, "");
        }

        /** The same step, with its outcome. */
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
            /** Not possible over LDAP with this account. */
            BY_HAND
        }
    }
}
