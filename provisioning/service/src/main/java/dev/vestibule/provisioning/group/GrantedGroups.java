package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Carries out a {@link GroupPlan}.
 *
 * <p>One rule holds at every moment, so that the next sign-in repairs a crash: a membership that
 * the gateway gave has its grant on record. So a grant is recorded before the membership is given,
 * and struck out after it has gone. Of two sign-ins at once one could strike out the grant while
 * the other gives the membership; so each ends with a {@link GrantReconciliation}.
 *
 * <p>A second rule distinguishes a membership that was removed by hand from one that was never
 * written: the entry says that a membership is being changed before it is, and that it is there
 * only after it was seen ({@link GroupState}).
 */
public record GrantedGroups(Ldap ldap, DirectoryTree tree, GroupMemberships memberships) {

    /**
     * Carries out what is left when the entry has been changed, and keeps the given memberships up
     * to date.
     *
     * @return names of groups that are withheld although the plan had them joined: an administrator
     *     made them meanwhile
     */
    public List<String> carryOut(
            GroupPlan plan, DN person, DesiredAccount desired, Map<DN, String> groups)
            throws LDAPException, Refusal {
        List<DesiredGroup> withheld = new ArrayList<>();
        for (DesiredGroup group : plan.join()) {
            if (memberships.join(group, person, desired.membership(), desired.connection())) {
                groups.put(group.dn(), group.name());
            } else {
                withheld.add(group);
            }
        }
        withheld.addAll(settle(plan, withheld, person, desired));
        for (DesiredGroup group : withheld) {
            giveUp(Grant.of(desired.connection(), group.name()), person);
            groups.remove(group.dn());
        }
        withdraw(plan, person, groups);
        return withheld.stream().map(DesiredGroup::name).toList();
    }

    /**
     * Lets grants and memberships agree, and writes down that they do.
     *
     * @return groups that were joined, and are not those that the plan has seen
     */
    private List<DesiredGroup> settle(
            GroupPlan plan, List<DesiredGroup> withheld, DN person, DesiredAccount desired)
            throws LDAPException, Refusal {
        Map<DN, GroupState> begun = new LinkedHashMap<>(plan.begun());
        withheld.forEach(group -> begun.remove(group.dn()));
        if (begun.isEmpty()) {
            return List.of();
        }
        List<String> names = begun.values().stream().map(GroupState::group).toList();
        var settled =
                reconciliation().settle(names, person, desired.membership(), desired.connection());
        requireLinked(settled.account(), person, desired, plan);
        List<DesiredGroup> others =
                plan.join().stream()
                        .filter(group -> begun.containsKey(group.dn()))
                        .map(group -> group.as(settled.entry(group.dn())))
                        .filter(group -> !group.isJoinable())
                        .toList();
        others.forEach(group -> begun.remove(group.dn()));
        reconciliation().confirm(begun, plan.unsure(), settled, desired.membership());
        return others;
    }

    private void withdraw(GroupPlan plan, DN person, Map<DN, String> groups)
            throws LDAPException, Refusal {
        for (Grant grant : plan.giveUp()) {
            if (giveUp(grant, person)) {
                groups.remove(tree.group(grant.group()));
            }
        }
        for (DN group : plan.end()) {
            if (end(group, person)) {
                groups.remove(group);
            }
        }
    }

    /**
     * Ends a membership that has no grant on record, and looks before and after: another connection
     * may grant it at the same time.
     *
     * @return whether the membership has gone
     */
    private boolean end(DN group, DN person) throws LDAPException, Refusal {
        if (!grants(group, person).isEmpty()) {
            return false;
        }
        Membership kind = memberships.leave(group, person);
        List<Grant> meanwhile = grants(group, person);
        return meanwhile.isEmpty() || hasGone(meanwhile.getFirst(), person, kind);
    }

    private List<Grant> grants(DN group, DN person) throws LDAPException {
        return GroupRecords.read(ldap, person).grantsOf(group, tree);
    }

    /**
     * An administrator may have unlinked or deleted the account meanwhile, or another is in its
     * place. What they withdrew must not come back, and no later login would end it.
     *
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when it is so
     */
    private void requireLinked(
            @Nullable AccountEntry now, DN person, DesiredAccount desired, GroupPlan plan)
            throws LDAPException, Refusal {
        if (now == null) {
            for (DesiredGroup group : plan.join()) {
                memberships.leave(group.dn(), person);
            }
            throw ResultCodes.raceLost(person);
        }
        if (!now.carries(desired.link())) {
            withdrawAll(person, desired.connection());
            throw ResultCodes.raceLost(person);
        }
    }

    /**
     * Withdraws everything that the connection granted, after its link was removed. A login in
     * progress may grant more meanwhile; it withdraws that too when it finds no link.
     *
     * @return the names of the groups that the account has left
     */
    public List<String> withdrawAll(DN person, String connection) throws LDAPException, Refusal {
        var left = new LinkedHashSet<String>();
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            List<Grant> own =
                    GroupRecords.read(ldap, person).grants().stream()
                            .filter(grant -> grant.isOf(connection))
                            .toList();
            if (own.isEmpty()) {
                return List.copyOf(left);
            }
            for (Grant grant : own) {
                if (giveUp(grant, person)) {
                    left.add(grant.group());
                }
            }
        }
        throw ResultCodes.contended(person);
    }

    /**
     * Gives the grant up, and the membership with it unless another connection grants that too.
     *
     * @return whether the membership has gone
     */
    private boolean giveUp(Grant grant, DN person) throws LDAPException, Refusal {
        DN group = tree.group(grant.group());
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            GroupRecords recorded = GroupRecords.read(ldap, person);
            if (!recorded.grants().contains(grant)) {
                return !memberships.contains(group, person);
            }
            Grant other = otherFor(grant, recorded.grants());
            if (other != null && leaveTo(other, grant, person)) {
                return false;
            }
            List<GroupState> before = recorded.statesOf(group, tree);
            GroupState begun = GroupState.begun(grant.group(), before);
            if (other == null && change(person, GroupRecords.exchange(before, begun))) {
                return end(grant, begun, person);
            }
        }
        throw ResultCodes.contended(person);
    }

    /** Ends the membership, which the entry says is being changed, and strikes the grant out. */
    private boolean end(Grant grant, GroupState begun, DN person) throws LDAPException, Refusal {
        Membership kind = memberships.leave(tree.group(grant.group()), person);
        // A login that has begun to give the membership again has another state there.
        if (!change(person, List.of(grant.striking(), begun.striking()))) {
            change(person, List.of(grant.striking()));
        }
        return hasGone(grant, person, kind);
    }

    /** Lets what is left agree, and tells whether the membership is not among it. */
    private boolean hasGone(Grant grant, DN person, Membership kind) throws LDAPException, Refusal {
        return reconciliation()
                .settle(List.of(grant.group()), person, kind, grant.connection())
                .held()
                .isEmpty();
    }

    /**
     * Taking the other's grant out and putting it back costs nothing, and makes the server refuse
     * the whole when the other connection gives its grant up at the same time: one of the two must
     * find itself to be the last, and end the membership.
     */
    private boolean leaveTo(Grant other, Grant own, DN person) throws LDAPException {
        return change(person, List.of(own.striking(), other.striking(), other.recording()));
    }

    private GrantReconciliation reconciliation() {
        return new GrantReconciliation(ldap, memberships, tree);
    }

    private boolean change(DN person, List<Modification> changes) throws LDAPException {
        return ldap.modifyUnlessChanged(person.toString(), changes);
    }

    private @Nullable Grant otherFor(Grant grant, List<Grant> recorded) {
        DN group = tree.group(grant.group());
        return recorded.stream()
                .filter(other -> !other.isOf(grant.connection()))
                .filter(other -> tree.group(other.group()).equals(group))
                .findFirst()
                .orElse(null);
    }
}
