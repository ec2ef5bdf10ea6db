package dev.vestibule.provisioning.api;

/**
 * Command: give the directory what the gateway needs, or say what that is. Idempotent; answered by
 * a {@link PreparationReply}.
 *
 * @param server name of the server's kind, as {@code --for} takes it; empty to ask the server
 * @param apply false only says what would be done, and connects to nothing when the kind is given
 */
public record PrepareDirectory(String server, boolean apply) {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.prepare-directory";
}
