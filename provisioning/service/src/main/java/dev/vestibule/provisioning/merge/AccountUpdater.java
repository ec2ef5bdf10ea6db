package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.SignInDay;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.group.GrantedGroups;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.GroupMemberships.CurrentGroups;
import dev.vestibule.provisioning.group.GroupPlan;
import dev.vestibule.provisioning.group.GroupPlanner;
import dev.vestibule.provisioning.group.GroupRecords;
import dev.vestibule.provisioning.group.NestedGroups;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.merge.AttributeMerge.Means;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Brings an existing entry and its group memberships in line with what is desired. */
public record AccountUpdater(
        AccountStates states,
        GroupMemberships memberships,
        GrantedGroups grantedGroups,
        NestedGroups nested) {
    /**
     * The account as it is now.
     *
     * @param changed whether anything but our own metadata was written
     * @param changes by name, what was
     */
    record Update(Account account, boolean changed, Changes changes) {}

    /** The account as its entry and the groups say. */
    public Account read(AccountEntry account) throws LDAPException {
        return account.account(
                nested.names(account.dn(), memberships.of(account)), states.of(account));
    }

    boolean isUsable(AccountEntry account) throws LDAPException {
        return states.of(account).usable();
    }

    /** Gives a new entry the memberships that it has on record. */
    Update complete(AccountEntry account, GroupPlan plan, DesiredAccount desired)
            throws LDAPException, Refusal {
        var groups = new LinkedHashMap<DN, String>(memberships.carried(account));
        List<String> late = grantedGroups.carryOut(plan, account.dn(), desired, groups);
        var complete = account.account(nested.names(account.dn(), groups), AccountState.active());
        List<String> written = List.copyOf(desired.attributes().ofNewEntry("").keySet());
        return new Update(
                complete,
                true,
                new Changes(written, complete.groups(), List.of())
                        .keeping(both(plan.withheld(), late), List.of()));
    }

    /**
     * Writes what has to change, in one modification and then the groups.
     *
     * @throws LDAPException one that {@code ResultCodes#lostARace} knows when the entry is no
     *     longer as it was read
     */
    Update update(AccountEntry account, DesiredAccount desired) throws LDAPException, Refusal {
        states.requireUsable(account);
        CurrentGroups held = memberships.held(account);
        var groups = held.all();
        GroupPlan plan = plan(account, desired, held);
        List<String> before = List.copyOf(groups.values());
        List<Modification> written = write(account, desired, metadata(account, desired, plan));
        List<String> late = grantedGroups.carryOut(plan, account.dn(), desired, groups);
        List<String> attributes = visible(written);
        Changes changes =
                new Changes(
                        attributes,
                        without(groups.values(), before),
                        without(before, groups.values()));
        return new Update(
                changed(account, written)
                        .account(nested.names(account.dn(), groups), AccountState.active()),
                !attributes.isEmpty() || plan.visible(),
                changes.keeping(both(plan.withheld(), late), plan.removed()));
    }

    private GroupPlan plan(AccountEntry account, DesiredAccount desired, CurrentGroups held)
            throws LDAPException, Refusal {
        GroupRecords records = GroupRecords.of(account);
        var counting = held.counting(desired.membership(), records.grants(), states.tree());
        return new GroupPlanner(desired, account.dn(), records, counting, states.tree())
                .plan(memberships.wanted(desired, held));
    }

    private List<Modification> metadata(
            AccountEntry account, DesiredAccount desired, GroupPlan plan) {
        List<Modification> metadata = new ArrayList<>(plan.entry());
        metadata.addAll(SignInDay.noted(account, states.clock().instant()));
        // So that no other account gets the name after the entry is renamed.
        account.unrecordedUsernames()
                .forEach(name -> metadata.add(Modifications.add(SchemaNames.USERNAME, name)));
        metadata.addAll(VerifiedEmail.recording(account, desired, states.clock().instant()));
        return metadata;
    }

    /** What was written; with less of it where the server cannot do all. */
    private List<Modification> write(
            AccountEntry account, DesiredAccount desired, List<Modification> metadata)
            throws LDAPException {
        Means means = Means.ALL;
        while (true) {
            var all = AttributeMerge.plan(account, desired, states.clock().instant(), means);
            all.addAll(metadata);
            try {
                if (!all.isEmpty()) {
                    states.ldap().modify(account.entry().getDN(), all);
                }
                return all;
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

    private static AccountEntry changed(AccountEntry account, List<Modification> written)
            throws LDAPException {
        return written.isEmpty()
                ? account
                : AccountEntry.of(Entry.applyModifications(account.entry(), true, written));
    }

    /** Names of what was written, but for our own metadata. */
    private static List<String> visible(List<Modification> written) {
        return written.stream()
                .map(Modification::getAttributeName)
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("vestibule"))
                .distinct()
                .toList();
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> without(Collection<String> names, Collection<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
