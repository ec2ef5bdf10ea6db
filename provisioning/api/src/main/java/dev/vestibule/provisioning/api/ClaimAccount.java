package dev.vestibule.provisioning.api;

/**
 * Command: the user claims the account that {@link ProvisionUser.ConfirmationRequired} named, and
 * proves it with the account's own password; then as {@link ProvisionUser}. Answered with {@link
 * Failure.PasswordRejected} when the proof fails.
 *
 * @param dn the account that was named; another one that matches by now is refused
 */
public record ClaimAccount(ProvisionUser user, String dn, TypedPassword password)
        implements ChangeCommand<ProvisionUser.Result> {

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
