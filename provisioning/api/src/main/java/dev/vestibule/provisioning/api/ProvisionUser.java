package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Command: make the account match this verified identity.
 *
 * @param commandId the same for every attempt of one command
 * @param person the verified user
 * @param profile what the claims say of the account
 * @param groups those that the connection grants; null when it manages no groups
 * @param sync how an existing account is updated
 * @param newAccount what to do where the user has no account yet
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
        implements ChangeCommand<ProvisionUser.Result> {

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

    /**
     * Who was verified, and by which connection.
     *
     * @param connection id of the connection that verified the identity
     * @param previous the identity's older link, proved by the same assertion: an account that has
     *     it and not {@code identity} is linked to {@code identity} instead; null when there is
     *     none
     */
    public record VerifiedPerson(
            String connection, FederatedIdentity identity, @Nullable FederatedIdentity previous) {

        /** Without the subject, so that no log can carry it. */
        @Override
        public String toString() {
            return "VerifiedPerson[connection=%s]".formatted(connection);
        }
    }

    /**
     * What the claims say of a user's account.
     *
     * @param username the wanted username; the first free one of its sequence is taken
     * @param attributes LDAP attribute to its values; an attribute that is absent here is kept as
     *     it is
     * @param demanded attributes that are written or refused, because the user can enter another
     *     value; of the others a value that the directory does not accept is omitted
     */
    public record AccountProfile(
            String username, Map<String, List<String>> attributes, Set<String> demanded) {

        public AccountProfile {
            attributes = Account.copyOf(attributes);
            demanded = Set.copyOf(demanded);
        }

        /** Without username and values, so that no log can carry them. */
        @Override
        public String toString() {
            return "AccountProfile[attributes=%s]".formatted(attributes.keySet());
        }
    }

    /** What the command is answered with when it does not fail. */
    public sealed interface Result {}

    /** The account exists and matches the identity. */
    public record UserProvisioned(
            String commandId, Outcome outcome, Account account, Changes changes)
            implements Result, AccountChange {

        @Override
        public @Nullable EventKind happened() {
            return switch (outcome) {
                case CREATED -> EventKind.ACCOUNT_CREATED;
                case LINKED -> EventKind.ACCOUNT_LINKED;
                case UPDATED -> EventKind.ACCOUNT_UPDATED;
                case UNCHANGED -> null;
            };
        }

        @Override
        public String dn() {
            return account.dn();
        }

        @Override
        public String username() {
            return account.username();
        }

        /** What it took. */
        public enum Outcome {
            CREATED,
            LINKED,
            UPDATED,
            UNCHANGED
        }
    }

    /**
     * Nothing was written, the user is to be asked first.
     *
     * @param username free a moment ago; or the account's own, where it exists already
     * @param lacksPassword whether the account exists and only its password is missing, as the
     *     login that added it ended before it had one
     */
    public record AccountProposed(String commandId, String username, boolean lacksPassword)
            implements Result {

        /** Without the username, which may be an email address. */
        @Override
        public String toString() {
            return "AccountProposed[commandId=%s, lacksPassword=%s]"
                    .formatted(commandId, lacksPassword);
        }
    }

    /** The user has no account, and none was wanted. Nothing was written. */
    public record AccountNotCreated(String commandId) implements Result {}

    /**
     * One account matches, and the user must prove that it is theirs. Nothing was written.
     *
     * @param dn the account, for the proof and the log; not for the user
     * @param match what found it: the identity provider's word, which the user may see
     */
    public record ConfirmationRequired(String dn, ExistingAccounts.Match match) implements Result {}
}
