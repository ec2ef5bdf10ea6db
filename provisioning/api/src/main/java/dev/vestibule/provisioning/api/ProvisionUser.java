package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * Command: make the account match this verified identity. Idempotent; answered by a {@link
 * ProvisioningReply}.
 *
 * @param commandId the same for every attempt of one command
 * @param person the verified user
 * @param profile what the claims say of the account
 * @param groups those that the connection grants; null when it manages no groups
 * @param sync how an account that exists already is updated
 * @param newAccount what to do if the user has no account yet
 * @param existing what happens with accounts that match and are not linked
 */
public record ProvisionUser(
        String commandId,
        VerifiedPerson person,
        AccountProfile profile,
        @Nullable GroupGrants groups,
        SyncRules sync,
        NewAccount newAccount,
        ExistingAccounts existing)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.provision-user";

    @Override
    public String connection() {
        return person.connection();
    }

    @Override
    public FederatedIdentity identity() {
        return person.identity();
    }

    /** Without subject and values, so that no log can carry them. */
    @Override
    public String toString() {
        return "ProvisionUser[commandId=%s, connection=%s, attributes=%s]"
                .formatted(commandId, person.connection(), profile.attributes().keySet());
    }
}
