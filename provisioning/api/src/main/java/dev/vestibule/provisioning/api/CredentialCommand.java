package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;
import dev.vestibule.provisioning.vocabulary.PasswordStanding;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Commands about what users prove their identity with: passwords and factors. */
public sealed interface CredentialCommand<R> extends ChangeCommand<R> {

    /**
     * Is this the password of that account? An unknown user, a wrong password, an account that is
     * locked or disabled, and an identifier that several accounts have are answered alike, after
     * the same work: with {@link Failure.PasswordRejected}. The day of the sign-in is recorded.
     *
     * @param identifier as the user typed it
     * @param identifiers the LDAP attributes that may have this value, for example {@code uid} and
     *     {@code mail}
     */
    record VerifyPassword(
            String commandId, String identifier, List<String> identifiers, TypedPassword password)
            implements CredentialCommand<PasswordVerified> {
        public VerifyPassword {
            identifiers = List.copyOf(identifiers);
        }

        /** Without the identifier: users type passwords there by mistake. */
        @Override
        public String toString() {
            return "VerifyPassword[commandId=%s, identifiers=%s]".formatted(commandId, identifiers);
        }
    }

    /**
     * Gives the account another password; the directory hashes it and applies its policy. Answered
     * with {@link Failure.PasswordRejected} when {@code current} is wrong, and with {@link
     * Failure.PasswordRefused} when the directory refuses {@code next}.
     *
     * @param account the account's {@link Account#id}
     * @param current null where the sender has another proof that the user is the account's
     */
    record ChangePassword(
            String commandId, String account, @Nullable TypedPassword current, TypedPassword next)
            implements CredentialCommand<PasswordChanged> {
        @Override
        public String target() {
            return account;
        }
    }

    /**
     * Removes and adds values of one attribute, all of it or nothing. Answered with {@link
     * Failure.AccountConflict} when a value to remove is not there: of several commands that remove
     * the same value one succeeds, on whatever node.
     *
     * @param account the account's {@link Account#id}
     * @param use whether it only records a use: the account has the same factors afterwards, and
     *     nothing is reported as changed
     */
    record ChangeFactors(
            String commandId,
            String account,
            FactorAttribute attribute,
            List<String> removed,
            List<String> added,
            boolean use)
            implements CredentialCommand<FactorsChanged> {
        public ChangeFactors {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
        }

        @Override
        public String target() {
            return account;
        }

        /** With the number of values only. */
        @Override
        public String toString() {
            return "ChangeFactors[commandId=%s, account=%s, attribute=%s, removed=%d, added=%d]"
                    .formatted(commandId, account, attribute, removed.size(), added.size());
        }
    }

    /**
     * An administrator removes every value of some attributes: the user enrols again, and every
     * device that the account remembers is forgotten.
     *
     * @param account its username or its distinguished name
     */
    record ResetFactors(String commandId, String account, Set<FactorAttribute> attributes)
            implements CredentialCommand<FactorsChanged> {
        public ResetFactors {
            attributes = Set.copyOf(attributes);
        }

        @Override
        public String target() {
            return account;
        }
    }

    /** The password is right. */
    record PasswordVerified(Account account, PasswordStanding standing) implements AccountChange {
        @Override
        public @Nullable EventKind happened() {
            return null;
        }

        @Override
        public String dn() {
            return account.dn();
        }

        @Override
        public String username() {
            return account.username();
        }
    }

    /**
     * The account has the new password.
     *
     * @param standing what the policy says of it: a policy may ask for another one at the next
     *     sign-in, since it was not the user who set it
     */
    record PasswordChanged(String dn, String username, PasswordStanding standing)
            implements AccountChange {
        @Override
        public EventKind happened() {
            return EventKind.ACCOUNT_PASSWORD_CHANGED;
        }
    }

    /**
     * The account's factors are as they should be.
     *
     * @param changed the attributes that had other values before
     */
    record FactorsChanged(String dn, String username, Set<FactorAttribute> changed)
            implements AccountChange {
        public FactorsChanged {
            changed = Set.copyOf(changed);
        }

        @Override
        public @Nullable EventKind happened() {
            return changed.stream().anyMatch(FactorAttribute::isSecret)
                    ? EventKind.ACCOUNT_FACTORS_CHANGED
                    : null;
        }

        @Override
        public Changes changes() {
            return new Changes(
                    changed.stream()
                            .filter(FactorAttribute::isSecret)
                            .map(FactorAttribute::attribute)
                            .sorted()
                            .toList(),
                    List.of(),
                    List.of());
        }
    }
}
