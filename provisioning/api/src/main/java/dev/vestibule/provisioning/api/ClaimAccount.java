package dev.vestibule.provisioning.api;

/**
 * Command: the user claims the account that {@link ConfirmationRequired} named, and proves it with
 * the account's own password; then as {@link ProvisionUser}. Answered by a {@link
 * ProvisioningReply}, which is a {@link ProvisioningFailure.PasswordRejected} when the proof fails.
 *
 * @param dn the account that was named; another one that matches by now is refused
 */
public record ClaimAccount(ProvisionUser user, String dn, TypedPassword password)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.claim-account";

    @Override
    public String commandId() {
        return user.commandId();
    }

    @Override
    public String connection() {
        return user.connection();
    }

    @Override
    public FederatedIdentity identity() {
        return user.identity();
    }

    @Override
    public String target() {
        return dn;
    }
}
