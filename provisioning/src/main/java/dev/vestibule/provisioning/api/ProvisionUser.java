package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Command: make the account match this verified identity. Idempotent; answered by a {@link
 * ProvisioningReply}.
 *
 * @param commandId the same for every try of one command
 * @param connection id of the connection that verified the identity
 * @param username the wished username; the first free one of its sequence is taken
 * @param attributes LDAP attribute to its values; an attribute that is absent here is kept as it is
 * @param groups names of the groups that the connection grants, of which those that it granted
 *     before and that are missing here are withdrawn; null when the connection manages no groups
 * @param membership where the memberships of these groups are written
 * @param previous the identity's older link, proved by the same assertion: an account that has it
 *     and not {@code identity} is linked to {@code identity} instead; null when there is none
 * @param newAccount what to do where the person has no account yet
 * @param password the new account's own, chosen by the person; null leaves it without one
 * @param sync how an account that exists already follows
 * @param place where a new account is put
 * @param existing what becomes of accounts that match and are not linked
 */
public record ProvisionUser(
        String commandId,
        String connection,
        FederatedIdentity identity,
        String username,
        Map<String, List<String>> attributes,
        @Nullable List<String> groups,
        Membership membership,
        @Nullable FederatedIdentity previous,
        NewAccount newAccount,
        @Nullable TypedPassword password,
        SyncRules sync,
        AccountTarget place,
        ExistingAccounts existing)
        implements ChangeCommand {

    /** Where the command is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.provision-user";

    public ProvisionUser {
        attributes = Values.copyOf(attributes);
        groups = groups == null ? null : List.copyOf(groups);
    }

    /** Merges, into the usual container. */
    public ProvisionUser(
            String commandId,
            String connection,
            FederatedIdentity identity,
            String username,
            Map<String, List<String>> attributes,
            @Nullable List<String> groups,
            Membership membership,
            @Nullable FederatedIdentity previous,
            NewAccount newAccount,
            @Nullable TypedPassword password) {
        this(
                commandId,
                connection,
                identity,
                username,
                attributes,
                groups,
                membership,
                previous,
                newAccount,
                password,
                SyncRules.MERGE,
                AccountTarget.USUAL,
                ExistingAccounts.IGNORED);
    }

    /** Of an identity that has one link, and whose new account nobody is asked about. */
    public ProvisionUser(
            String commandId,
            String connection,
            FederatedIdentity identity,
            String username,
            Map<String, List<String>> attributes,
            @Nullable List<String> groups,
            Membership membership) {
        this(
                commandId,
                connection,
                identity,
                username,
                attributes,
                groups,
                membership,
                null,
                NewAccount.CREATE,
                null,
                SyncRules.MERGE,
                AccountTarget.USUAL,
                ExistingAccounts.IGNORED);
    }

    /** The same, with groups that list their members. */
    public ProvisionUser(
            String commandId,
            String connection,
            FederatedIdentity identity,
            String username,
            Map<String, List<String>> attributes,
            @Nullable List<String> groups) {
        this(commandId, connection, identity, username, attributes, groups, Membership.STATIC);
    }

    /** The same command with this rule for accounts that match and are not linked. */
    public ProvisionUser matching(ExistingAccounts others) {
        return new ProvisionUser(
                commandId,
                connection,
                identity,
                username,
                attributes,
                groups,
                membership,
                previous,
                newAccount,
                password,
                sync,
                place,
                others);
    }

    /** Without subject and values, so that no log can carry them. */
    @Override
    public String toString() {
        return "ProvisionUser[commandId=%s, connection=%s, attributes=%s]"
                .formatted(commandId, connection, attributes.keySet());
    }
}
