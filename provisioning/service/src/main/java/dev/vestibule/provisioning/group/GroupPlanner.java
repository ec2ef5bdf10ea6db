package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a connection grants with what the entry has on record and with the memberships.
 *
 * <p>A membership without any grant was given by hand: it is not recorded if the connection grants
 * it too, and therefore never withdrawn. A grant without its membership remains from a process that
 * died, and is carried out; unless the entry says that the membership had been there: then it was
 * removed by hand, and stays removed.
 */
public final class GroupPlanner {
    private final DesiredAccount desired;
    private final GroupRecords records;
    private final DN person;
    private final Set<DN> memberships;
    private final DirectoryTree tree;

    private final List<Modification> entry = new ArrayList<>();
    private final Map<DN, GroupState> begun = new LinkedHashMap<>();
    private final Set<DN> unsure = new HashSet<>();
    private final List<DesiredGroup> join = new ArrayList<>();
    private final List<String> withheld = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    /** Groups whose grants stay, or have gone already. */
    private final Set<DN> settled = new HashSet<>();

    /**
     * @param records read before the memberships were
     * @param memberships the groups that the account is a member of
     */
    public GroupPlanner(
            DesiredAccount desired,
            DN person,
            GroupRecords records,
            Set<DN> memberships,
            DirectoryTree tree) {
        this.desired = desired;
        this.person = person;
        this.records = records;
        this.memberships = memberships;
        this.tree = tree;
    }

    /**
     * @throws Refusal when one of the groups is of a class that cannot have the member
     */
    public GroupPlan plan(List<DesiredGroup> wanted) throws Refusal {
        GroupGrants grants = desired.groups();
        if (grants == null) {
            return GroupPlan.NOTHING;
        }
        for (Grant back : records.removed()) {
            if (memberships.contains(tree.group(back.group()))) {
                entry.add(back.restoring());
            }
        }
        for (DesiredGroup group : wanted) {
            plan(group, grants);
        }
        return new GroupPlan(
                entry, begun, unsure, join, giveUp(), ended(wanted), withheld, removed);
    }

    private void plan(DesiredGroup group, GroupGrants grants) throws Refusal {
        boolean member = memberships.contains(group.dn());
        if (!group.isJoinable()) {
            if (!member || own(group.dn())) {
                withheld.add(group.name());
            }
            return;
        }
        settled.add(group.dn());
        if (member) {
            keep(group);
        } else if (!records.removedOf(group.dn(), tree).isEmpty() && !grants.restore()) {
            strike(group.dn());
        } else if (isConfirmed(group) && !grants.restore()) {
            removedByHand(group);
        } else {
            give(group);
        }
    }

    private void keep(DesiredGroup group) {
        boolean granted = !records.grantsOf(group.dn(), tree).isEmpty();
        if (granted && !own(group.dn())) {
            record(group);
            begin(group);
        } else if (granted && !isConfirmed(group)) {
            begin(group);
        }
    }

    private void give(DesiredGroup group) throws Refusal {
        requireFit(group);
        records.removedOf(group.dn(), tree).forEach(back -> entry.add(back.restoring()));
        if (!own(group.dn())) {
            record(group);
        }
        begin(group);
        join.add(group);
    }

    private void requireFit(DesiredGroup group) throws Refusal {
        GroupEntry found = group.entry();
        String unfit = found == null ? null : found.unfitFor(desired.membership());
        if (unfit != null) {
            throw GroupMemberships.unfit(group.dn(), unfit);
        }
    }

    private void record(DesiredGroup group) {
        entry.add(Grant.of(desired.connection(), group.name()).recording());
    }

    private void begin(DesiredGroup group) {
        List<GroupState> before = records.statesOf(group.dn(), tree);
        GroupState state = GroupState.begun(group.name(), before);
        entry.addAll(GroupRecords.exchange(before, state));
        begun.put(group.dn(), state);
        // Another login may be in the middle of changing the membership.
        if (before.stream().anyMatch(GroupState::isChanging)) {
            unsure.add(group.dn());
        }
    }

    /** Of all connections that grant it: the removal is meant for each of them. */
    private void removedByHand(DesiredGroup group) {
        Set<String> connections = new LinkedHashSet<>(Set.of(desired.connection()));
        records.grantsOf(group.dn(), tree).stream()
                .filter(grant -> !grant.isOf(desired.connection()))
                .forEach(grant -> connections.add(grant.connection()));
        strike(group.dn());
        connections.forEach(connection -> entry.add(Grant.of(connection, group.name()).removing()));
        removed.add(group.name());
    }

    private void strike(DN group) {
        records.grantsOf(group, tree).forEach(grant -> entry.add(grant.striking()));
        records.statesOf(group, tree).forEach(state -> entry.add(state.striking()));
    }

    private boolean own(DN group) {
        return records.grantsOf(group, tree).stream()
                .anyMatch(grant -> grant.isOf(desired.connection()));
    }

    private boolean isConfirmed(DesiredGroup group) {
        String fingerprint = GroupState.fingerprint(desired.membership(), person, group.identity());
        return records.confirm(group.dn(), fingerprint, tree);
    }

    /** Nothing, if the other groups that the connection grants are unknown. */
    private List<Grant> giveUp() {
        if (!knowsAll()) {
            return List.of();
        }
        return records.grants().stream()
                .filter(grant -> grant.isOf(desired.connection()))
                .filter(grant -> !settled.contains(tree.group(grant.group())))
                .toList();
    }

    private List<DN> ended(List<DesiredGroup> wanted) {
        if (!knowsAll() || !desired.sync().groups().equals(Groups.REPLACE)) {
            return List.of();
        }
        Set<DN> said = new HashSet<>();
        wanted.forEach(group -> said.add(group.dn()));
        return memberships.stream()
                .filter(group -> !said.contains(group))
                .filter(group -> records.grantsOf(group, tree).isEmpty())
                .toList();
    }

    private boolean knowsAll() {
        GroupGrants grants = desired.groups();
        return grants != null && grants.extent() == Extent.ALL;
    }
}
