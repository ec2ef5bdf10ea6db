package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A command that may change the directory. The audit log has a record of every attempt of it,
 * whatever its outcome. Each one is idempotent: the same command twice changes nothing the second
 * time.
 *
 * @param <R> what the command is answered with when it does not fail
 */
public sealed interface ChangeCommand<R> extends Command<R>
        permits ChangeCommand.AssignToAccount,
                ChangeAccount,
                ClaimAccount,
                CredentialCommand,
                LinkAccount,
                ProvisionUser,
                UnlinkAccount {
    /** The same for every attempt of one command. */
    String commandId();

    /**
     * The connection that the command comes from, or {@code flow:ID} where it is a step of a flow;
     * null when an administrator or a timer sent it.
     */
    default @Nullable String connection() {
        return null;
    }

    /** The identity that the command is about, where it names one. */
    default @Nullable FederatedIdentity identity() {
        return null;
    }

    /** The account that the command names, by DN, username or id; null when it must be found. */
    default @Nullable String target() {
        return null;
    }

    /**
     * Command: an account joins groups and is given attributes, because a step of a flow says so.
     * Nothing is withdrawn; a membership that was removed by hand is not given again, and a value
     * that an administrator has changed stays. Answered with {@link Failure.NoSuchAccount} when
     * there is no account with this id.
     *
     * @param account the account's {@link Account#id}
     * @param source what is recorded as the origin of memberships and values: {@code flow:ID}
     * @param groups names that the configuration says
     * @param membership where the memberships are written
     * @param attributes LDAP attribute to its values; an attribute that is absent here is kept as
     *     it is
     */
    record AssignToAccount(
            String commandId,
            String account,
            String source,
            List<String> groups,
            Membership membership,
            Map<String, List<String>> attributes)
            implements ChangeCommand<AccountAssigned> {
        public AssignToAccount {
            groups = List.copyOf(groups);
            attributes = Account.copyOf(attributes);
        }

        @Override
        public String connection() {
            return source;
        }

        @Override
        public String target() {
            return account;
        }

        /** Without values, so that no log can carry them. */
        @Override
        public String toString() {
            return "AssignToAccount[commandId=%s, source=%s, groups=%s, attributes=%s]"
                    .formatted(commandId, source, groups, attributes.keySet());
        }
    }

    /**
     * The account has what it was to be given, but for what an administrator decides.
     *
     * @param account as it is now
     * @param changed false when it had all of it before
     */
    record AccountAssigned(String commandId, Account account, boolean changed, Changes changes)
            implements AccountChange {
        @Override
        public @Nullable EventKind happened() {
            return changed ? EventKind.ACCOUNT_UPDATED : null;
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
}
