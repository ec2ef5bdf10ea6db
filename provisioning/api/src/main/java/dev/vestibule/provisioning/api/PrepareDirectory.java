package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * Command: give the directory what the gateway needs, or say what that is. Idempotent; answered by
 * a {@link PreparationReply}.
 *
 * @param server name of the server's kind, as {@code --for} takes it; empty to ask the server
 * @param dynamicGroups groups that are named in the configuration and are dynamic
 * @param passwordKnown whether the password of the gateway's account is that of the configuration,
 *     so that an account that is there can be tried
 * @param apply false only says what would be done; then a server whose kind is given need not let
 *     the gateway in
 */
public record PrepareDirectory(
        String server, List<String> dynamicGroups, boolean passwordKnown, boolean apply) {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.prepare-directory";

    public PrepareDirectory {
        dynamicGroups = List.copyOf(dynamicGroups);
    }
}
