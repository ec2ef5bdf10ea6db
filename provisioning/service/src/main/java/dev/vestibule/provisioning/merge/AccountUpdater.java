package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Changes;
import dev.vestibule.provisioning.group.CurrentGroups;
import dev.vestibule.provisioning.group.GrantedGroups;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.GroupPlan;
import dev.vestibule.provisioning.group.GroupPlanner;
import dev.vestibule.provisioning.group.GroupRecords;
import dev.vestibule.provisioning.group.NestedGroups;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.merge.AttributeMerge.Means;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Brings an existing entry and its group memberships in line with what is desired. */
final class AccountUpdater {
    private static final Duration SIGN_IN_PRECISION = Duration.ofDays(1);

    private final Ldap ldap;
    private final GroupMemberships memberships;
    private final GrantedGroups grantedGroups;
    private final AccountStates states;
    private final DirectoryTree tree;
    private final NestedGroups nested;
    private final InstantSource clock;

    AccountUpdater(Ldap ldap, DirectoryTree tree, NestedGroups nested, InstantSource clock) {
        this.ldap = ldap;
        states = new AccountStates(ldap, tree, clock);
        this.tree = tree;
        this.nested = nested;
        this.clock = clock;
        memberships = new GroupMemberships(ldap, tree);
        grantedGroups = new GrantedGroups(ldap, tree);
    }

    /**
     * The account as it is now.
     *
     * @param changed whether anything but our own bookkeeping was written
     * @param changes by name, what was
     */
    record Update(Account account, boolean changed, Changes changes) {}

    /** Gives a new entry the memberships that it has on record. */
    Update complete(AccountEntry account, GroupPlan plan, DesiredAccount desired)
            throws LDAPException, Refusal {
        Map<DN, String> groups = new LinkedHashMap<>(memberships.carried(account));
        List<String> late = grantedGroups.carryOut(plan, account.dn(), desired, groups);
        Account complete =
                account.account(nested.names(account.dn(), groups), AccountState.active());
        return new Update(
                complete,
                true,
                ChangedNames.of(desired, complete).keeping(both(plan.withheld(), late), List.of()));
    }

    /**
     * Writes what has to change, in one modification and then the groups.
     *
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when the entry is no
     *     longer as it was read
     */
    Update update(AccountEntry account, DesiredAccount desired) throws LDAPException, Refusal {
        states.requireUsable(account);
        CurrentGroups held = memberships.held(account);
        Map<DN, String> groups = held.all();
        GroupPlan plan = plan(account, desired, held);
        List<Modification> bookkeeping = new ArrayList<>(plan.entry());
        bookkeeping.addAll(signIn(account));
        bookkeeping.addAll(usernames(account));
        Set<String> before = Set.copyOf(groups.values());
        bookkeeping.addAll(VerifiedEmail.recording(account, desired, clock.instant()));
        Applied applied = apply(account, desired, bookkeeping);
        List<String> late = grantedGroups.carryOut(plan, account.dn(), desired, groups);
        boolean changed = applied.visible() || plan.visible();
        return new Update(
                applied.account()
                        .account(nested.names(account.dn(), groups), AccountState.active()),
                changed,
                ChangedNames.between(applied.modifications(), before, groups.values())
                        .keeping(both(plan.withheld(), late), plan.removed()));
    }

    private GroupPlan plan(AccountEntry account, DesiredAccount desired, CurrentGroups held)
            throws LDAPException, Refusal {
        GroupRecords records = GroupRecords.of(account);
        Set<DN> counting = held.counting(desired.membership(), records.grants(), tree);
        return new GroupPlanner(desired, account.dn(), records, counting, tree)
                .plan(memberships.wanted(desired, held));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private record Applied(
            AccountEntry account, boolean visible, List<Modification> modifications) {}

    private Applied apply(
            AccountEntry account, DesiredAccount desired, List<Modification> bookkeeping)
            throws LDAPException {
        Means means = Means.ALL;
        while (true) {
            try {
                EntryChanges changes =
                        AttributeMerge.plan(account, desired, clock.instant(), means);
                return apply(account, changes, bookkeeping);
            } catch (LDAPException e) {
                means = lesser(means, e);
            }
        }
    }

    private static Means lesser(Means means, LDAPException e) throws LDAPException {
        ResultCode code = e.getResultCode();
        if (means.byValue() && code.equals(ResultCode.INAPPROPRIATE_MATCHING)) {
            return new Means(false, means.withClasses());
        }
        if (means.withClasses() && code.equals(ResultCode.OBJECT_CLASS_MODS_PROHIBITED)) {
            return new Means(means.byValue(), false);
        }
        throw e;
    }

    private Applied apply(
            AccountEntry account, EntryChanges changes, List<Modification> bookkeeping)
            throws LDAPException {
        List<Modification> modifications = new ArrayList<>(changes.modifications());
        modifications.addAll(bookkeeping);
        if (modifications.isEmpty()) {
            return new Applied(account, false, List.of());
        }
        ldap.modify(account.entry().getDN(), modifications);
        Entry written = Entry.applyModifications(account.entry(), true, modifications);
        return new Applied(AccountEntry.of(written), changes.visible(), modifications);
    }

    /** So that no other user gets the name after the entry is renamed. */
    private static List<Modification> usernames(AccountEntry account) {
        return account.unrecordedUsernames().stream()
                .map(name -> new Modification(ModificationType.ADD, SchemaNames.USERNAME, name))
                .toList();
    }

    private List<Modification> signIn(AccountEntry account) {
        Instant now = clock.instant();
        Instant last = account.lastSignIn();
        if (last != null && now.isBefore(last.plus(SIGN_IN_PRECISION))) {
            return List.of();
        }
        return List.of(
                new Modification(
                        ModificationType.REPLACE,
                        SchemaNames.LAST_SIGN_IN,
                        StaticUtils.encodeGeneralizedTime(now.toEpochMilli())));
    }
}
