package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.group.GroupEntry;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Disables, enables and deletes accounts.
 *
 * <p>{@code vestibuleDisabled} has three answers. TRUE refuses every login; nothing leaves the
 * account to the rules; FALSE is an administrator who keeps it enabled, whatever the rules say.
 */
record AccountChanges(AccountFinder accounts, AccountStates states, GroupMemberships memberships) {
    AccountChanged change(ChangeAccount command) throws LDAPException, Refusal {
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            AccountEntry account = accounts.inPeople(command.dn());
            if (account == null) {
                return gone(command);
            }
            try {
                return change(command, account);
            } catch (LDAPException e) {
                if (!ResultCodes.lostARace(e)) {
                    throw e;
                }
            }
        }
        throw ResultCodes.contended(new DN(command.dn()));
    }

    private AccountChanged change(ChangeAccount command, AccountEntry account)
            throws LDAPException, Refusal {
        if (signedInAfter(command.notSince(), account)) {
            return flagged(command, account, false);
        }
        return switch (command.change()) {
            case DISABLE -> flag(command, account, "TRUE");
            case ENABLE -> flag(command, account, "FALSE");
            case DELETE -> delete(command, account);
        };
    }

    private static boolean signedInAfter(@Nullable Instant time, AccountEntry account) {
        Instant last = account.lastSignIn();
        return time != null && last != null && last.isAfter(time);
    }

    private AccountChanged flag(ChangeAccount command, AccountEntry account, String value)
            throws LDAPException {
        String old = account.entry().getAttributeValue(SchemaNames.DISABLED);
        boolean rule = command.notSince() != null;
        boolean due = old == null ? !value.equals("FALSE") : !rule && !value.equals(old);
        if (due) {
            accounts.ldap().modify(command.dn(), flagging(command, account, value));
        }
        AccountEntry now = accounts.at(account.dn());
        return flagged(command, now == null ? account : now, due);
    }

    private AccountChanged flagged(ChangeAccount command, AccountEntry account, boolean changed)
            throws LDAPException {
        return new AccountChanged(
                command.commandId(),
                command.change(),
                command.dn(),
                account.username(),
                changed,
                states.of(account),
                Changes.NONE);
    }

    /**
     * An absent flag is added, which the gateway's own account may do; only an administrator may
     * replace an existing flag.
     */
    private static List<Modification> flagging(
            ChangeAccount command, AccountEntry account, String value) {
        boolean absent = !account.entry().hasAttribute(SchemaNames.DISABLED);
        List<Modification> changes = new ArrayList<>();
        if (!account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(Modifications.add("objectClass", SchemaNames.ACCOUNT));
        }
        changes.add(
                absent
                        ? Modifications.add(SchemaNames.DISABLED, value)
                        : Modifications.replace(SchemaNames.DISABLED, value));
        if (command.notSince() != null) {
            changes.addAll(unlessSignedIn(account));
        }
        return changes;
    }

    /**
     * Removing the time and adding it again has no effect, but makes the server refuse the whole
     * modification if the user signs in at this moment.
     */
    private static List<Modification> unlessSignedIn(AccountEntry account) {
        String last = account.entry().getAttributeValue(SchemaNames.LAST_SIGN_IN);
        return last == null
                ? List.of()
                : List.of(
                        Modifications.delete(SchemaNames.LAST_SIGN_IN, last),
                        Modifications.add(SchemaNames.LAST_SIGN_IN, last));
    }

    /**
     * The entry goes first: when that is refused nothing has changed, and what is left of its
     * memberships after a crash prevents that its name is given to another user.
     */
    private AccountChanged delete(ChangeAccount command, AccountEntry account)
            throws LDAPException, Refusal {
        AccountState state = states.of(account);
        // Before, because some servers end memberships with the entry.
        List<String> left = List.copyOf(memberships.of(account).values());
        try {
            accounts.ldap().delete(account.entry().getDN());
        } catch (LDAPException e) {
            ResultCodes.permit(e, ResultCode.NO_SUCH_OBJECT);
        }
        leaveAll(account.dn());
        return deleted(command, account.username(), state, left);
    }

    /** A deletion that was cut short is finished. */
    private AccountChanged gone(ChangeAccount command) throws LDAPException, Refusal {
        List<String> left =
                command.change() == ChangeAccount.Change.DELETE
                                && accounts.isPlaceOfAPerson(command.dn())
                        ? leaveAll(new DN(command.dn()))
                        : List.of();
        if (left.isEmpty()) {
            throw new Refusal(new NoSuchAccount("no account at " + command.dn()));
        }
        return deleted(command, null, AccountState.active(), left);
    }

    private static AccountChanged deleted(
            ChangeAccount command,
            @Nullable String username,
            AccountState state,
            List<String> left) {
        return new AccountChanged(
                command.commandId(),
                command.change(),
                command.dn(),
                username,
                true,
                state,
                new Changes(List.of(), List.of(), left));
    }

    /** The names of the groups that listed the account. */
    private List<String> leaveAll(DN person) throws LDAPException, Refusal {
        List<GroupEntry> groups = List.copyOf(memberships.listing(person).values());
        for (GroupEntry group : groups) {
            memberships.leave(group.dn(), person);
        }
        return groups.stream().map(GroupEntry::name).toList();
    }
}
