package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.api.Membership;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries a {@link GroupPlan} out.
 *
 * <p>The order keeps one rule at every moment, so that a crash anywhere is repaired by the next
 * login: a membership that the gateway gave has its grant on record. So a grant is recorded before
 * the membership is given, and struck out after the membership has gone. Two logins at once could
 * still strike out a grant while the other gives the membership; therefore each lets the two agree
 * ({@link GrantSettlement}) after its own last write.
 */
final class GrantedGroups {
    private static final int ATTEMPTS = 10;

    private final GroupMemberships memberships;
    private final GrantRecord record;
    private final GrantSettlement settlement;
    private final DirectoryTree tree;

    GrantedGroups(Ldap ldap, DirectoryTree tree) {
        this.tree = tree;
        memberships = new GroupMemberships(ldap, tree);
        record = new GrantRecord(ldap);
        settlement = new GrantSettlement(ldap, memberships, tree);
    }

    /** The part of the plan that goes into the entry's own modification, before all else. */
    static List<Modification> recording(GroupPlan plan) {
        return plan.record().stream().map(GrantRecord::adding).toList();
    }

    /** Carries out the rest, and keeps the given memberships up to date. */
    void carryOut(GroupPlan plan, DN person, DesiredAccount desired, Map<DN, String> groups)
            throws LDAPException, Refusal {
        for (String name : plan.join()) {
            memberships.join(name, person, desired.membership(), desired.connection());
            groups.put(tree.group(name), name);
        }
        Set<String> written = written(plan);
        if (!written.isEmpty()) {
            AccountEntry now =
                    settlement
                            .settle(written, person, desired.membership(), desired.connection())
                            .account();
            requireLinked(now, person, desired, plan);
        }
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

    private static Set<String> written(GroupPlan plan) {
        Set<String> written = new LinkedHashSet<>(plan.join());
        plan.record().forEach(grant -> written.add(grant.group()));
        return written;
    }

    /**
     * Ends a membership that has no grant on record, and looks before and after: another connection
     * may grant it at the same time.
     *
     * @return whether the membership has gone
     */
    private boolean end(DN group, DN person) throws LDAPException, Refusal {
        if (granted(group, person) != null) {
            return false;
        }
        Membership kind = memberships.leave(group, person);
        Grant meanwhile = granted(group, person);
        return meanwhile == null || hasGone(meanwhile, person, kind);
    }

    private @Nullable Grant granted(DN group, DN person) throws LDAPException {
        return record.of(person).stream()
                .filter(grant -> tree.group(grant.group()).equals(group))
                .findFirst()
                .orElse(null);
    }

    /**
     * An administrator may have unlinked or deleted the account meanwhile. What they withdrew must
     * not come back, and no later login would end it.
     *
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when it is so
     */
    private void requireLinked(
            @Nullable AccountEntry now, DN person, DesiredAccount desired, GroupPlan plan)
            throws LDAPException, Refusal {
        if (now == null) {
            for (String name : plan.join()) {
                memberships.leave(tree.group(name), person);
            }
            throw ResultCodes.raceLost(person);
        }
        if (!now.carries(desired.link())) {
            withdrawAll(person, desired.connection());
            throw ResultCodes.raceLost(person);
        }
    }

    /**
     * Withdraws everything that the connection granted, whose link has gone before. A login that
     * was under way may grant more meanwhile; it withdraws that too when it finds no link.
     *
     * @return the names of the groups that the person has left
     */
    List<String> withdrawAll(DN person, String connection) throws LDAPException, Refusal {
        Set<String> left = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Grant> own =
                    record.of(person).stream().filter(grant -> grant.isOf(connection)).toList();
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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Grant> recorded = record.of(person);
            if (!recorded.contains(grant)) {
                return !memberships.contains(tree.group(grant.group()), person);
            }
            Grant other = otherFor(grant, recorded);
            if (other == null) {
                Membership kind = memberships.leave(tree.group(grant.group()), person);
                record.change(person, GrantRecord.striking(grant));
                return hasGone(grant, person, kind);
            }
            if (leaveTo(other, grant, person)) {
                return false;
            }
        }
        throw ResultCodes.contended(person);
    }

    /** Lets what is left agree, and tells whether the membership is not among it. */
    private boolean hasGone(Grant grant, DN person, Membership kind) throws LDAPException, Refusal {
        return settlement
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
        return record.change(
                person,
                GrantRecord.striking(own),
                GrantRecord.striking(other),
                GrantRecord.adding(other));
    }

    private @Nullable Grant otherFor(Grant grant, List<Grant> recorded) {
        return recorded.stream()
                .filter(other -> !other.isOf(grant.connection()) && sameGroup(other, grant))
                .findFirst()
                .orElse(null);
    }

    private boolean sameGroup(Grant one, Grant other) {
        return tree.group(one.group()).equals(tree.group(other.group()));
    }
}
