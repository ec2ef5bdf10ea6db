package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.GroupPlan;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Adds an account under the first free username of its sequence. The DN is the lock: of all logins
 * that add the same one, on any number of nodes, the directory lets one win, and the others read to
 * which user it belongs.
 *
 * <p>Two first logins of one user meet at the same DN if both want the same username and no name
 * before it becomes free in between. For the remaining cases, such as an entry {@code ada} that is
 * deleted while one of them is already at {@code ada2}, the directory's uniqueness rule on the link
 * refuses the second add; where a server has no such rule, the next lookup finds two accounts and
 * refuses the login as a conflict instead of choosing one.
 *
 * @param taken what earlier sign-ins have found to be taken
 */
public record AccountCreator(
        AccountFinder accounts,
        GroupMemberships memberships,
        EntryTemplates templates,
        InstantSource clock,
        TakenUsernames taken) {
    private static final Logger LOG = LoggerFactory.getLogger(AccountCreator.class);
    private static final int SMALLEST_BATCH = 8;
    private static final int LARGEST_BATCH = 256;

    /**
     * A new account.
     *
     * @param groups what is left to do for its groups
     */
    record Creation(AccountEntry account, GroupPlan groups) {}

    private interface Attempt<T> {
        @Nullable T at(String name) throws LDAPException, Refusal;
    }

    /**
     * Adds the account with the grants of its groups on record; null if the user chose a name that
     * is taken.
     *
     * @throws Refusal an {@code AccountConflict} when no name of the sequence is free
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when another sign-in of
     *     the user has added the account
     */
    @Nullable Creation create(DesiredAccount desired) throws LDAPException, Refusal {
        boolean exactly = desired.newAccount().mode() == NewAccount.Mode.AS_NAMED;
        Creation creation = first(desired, exactly, name -> tryName(name, desired));
        if (creation == null && !exactly) {
            throw Refusal.conflict("no username is free");
        }
        return creation;
    }

    /**
     * The first name of the sequence that is free at the moment.
     *
     * @throws Refusal an {@code AccountConflict} when none is
     */
    String freeName(DesiredAccount desired) throws LDAPException, Refusal {
        String free =
                first(
                        desired,
                        false,
                        name -> memberships.listing(person(name, desired)).isEmpty() ? name : null);
        if (free == null) {
            throw Refusal.conflict("no username is free");
        }
        return free;
    }

    private <T> @Nullable T first(DesiredAccount desired, boolean exactly, Attempt<T> attempt)
            throws LDAPException, Refusal {
        var names = UsernameSequence.of(desired.username(), exactly, accounts.tree().profile());
        int batch = SMALLEST_BATCH;
        int position = taken.next(names);
        while (position <= names.length()) {
            List<String> candidates = names.between(position, position + batch - 1);
            List<AccountEntry> known = knownOrLinked(candidates, desired);
            int free = TakenUsernames.firstFree(candidates, known);
            position += free;
            if (free < candidates.size()) {
                T result = attempt.at(candidates.get(free));
                taken.upTo(result == null ? position : position - 1, names);
                if (result != null) {
                    return result;
                }
                position++;
            } else {
                batch = Math.min(batch * 4, LARGEST_BATCH);
            }
        }
        return null;
    }

    /** The accounts with one of these names; none of them has the link, or a sibling has won. */
    private List<AccountEntry> knownOrLinked(List<String> names, DesiredAccount desired)
            throws LDAPException {
        List<AccountEntry> known = accounts.namedOrLinked(names, desired.link());
        if (known.stream().anyMatch(account -> account.carries(desired.link()))) {
            throw ResultCodes.raceLost(accounts.tree().people());
        }
        return known;
    }

    /** Null if the name belongs to another user. */
    private @Nullable Creation tryName(String username, DesiredAccount desired)
            throws LDAPException, Refusal {
        DN dn = person(username, desired);
        if (!memberships.listing(dn).isEmpty()) {
            // Groups still list a deleted account of this name; its successor must not get its
            // rights.
            requireForeign(dn, desired);
            LOG.warn("username passed over: groups have a member of this name dn={}", dn);
            return null;
        }
        Entry entry = entry(dn, username, desired);
        GroupPlan plan = memberships.give(entry, desired);
        try {
            return new Creation(
                    AccountEntry.of(accounts.identified(accounts.ldap().add(entry))), plan);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
                requireForeign(dn, desired);
                return null;
            }
            if (e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)) {
                return refused(e, username, desired);
            }
            throw e;
        }
    }

    /** The server has a rule of uniqueness: for links, or for names across the containers. */
    private @Nullable Creation refused(LDAPException e, String username, DesiredAccount desired)
            throws LDAPException, Refusal {
        List<AccountEntry> known = knownOrLinked(List.of(username), desired);
        if (known.isEmpty()) {
            accounts.refuseStray(desired.link());
            throw e;
        }
        if (TakenUsernames.firstFree(List.of(username), known) == 0) {
            // Another name would be refused for the same reason, and so would all the others.
            throw new Refusal(ResultCodes.linkTaken());
        }
        return null;
    }

    /** The name is another user's, or a sibling has won. */
    private void requireForeign(DN dn, DesiredAccount desired) throws LDAPException {
        AccountEntry account = accounts.at(dn);
        if (account != null && account.carries(desired.link())) {
            throw ResultCodes.raceLost(dn);
        }
    }

    private DN person(String username, DesiredAccount desired) throws Refusal {
        return accounts.tree()
                .person(username, accounts.tree().container(desired.newAccount().place().people()));
    }

    private Entry entry(DN dn, String username, DesiredAccount desired)
            throws LDAPException, Refusal {
        var attributes = desired.attributes().ofNewEntry(username);
        Instant instant = clock.instant();
        String now = StaticUtils.encodeGeneralizedTime(instant.toEpochMilli());
        Entry entry = templates.person(dn, username, attributes);
        entry.addAttribute("objectClass", desired.objectClasses());
        // The username too, so that its origin is on record; no login writes it again.
        entry.addAttribute(
                SchemaNames.SYNC_STATE, state("uid", List.of(username), desired, instant));
        attributes.forEach((name, values) ->
                entry.addAttribute(SchemaNames.SYNC_STATE, state(name, values, desired, instant)));
        if (desired.newAccount().password() != null) {
            entry.addAttribute(SchemaNames.SYNC_STATE, AccountEntry.PASSWORD_WANTED);
        }
        VerifiedEmail.states(desired, instant)
                .forEach(state -> entry.addAttribute(SchemaNames.SYNC_STATE, state));
        entry.addAttribute(SchemaNames.FEDERATED_IDENTITY, desired.link());
        entry.addAttribute(SchemaNames.USERNAME, username);
        entry.addAttribute(SchemaNames.PROVISIONED_BY, desired.connection());
        entry.addAttribute(SchemaNames.PROVISIONED_AT, now);
        entry.addAttribute(SchemaNames.LAST_SIGN_IN, now);
        return entry;
    }

    private static String state(
            String attribute, List<String> values, DesiredAccount desired, Instant now) {
        return SyncState.of(attribute, values, desired.connection(), now).text();
    }
}
