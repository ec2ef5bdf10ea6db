package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.SchemaNames;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries a {@link GroupPlan} out.
 *
 * <p>The order keeps one rule at every moment, so that a crash anywhere is repaired by the next
 * login: a membership that the gateway gave has its grant on record. So a grant is recorded before
 * the membership is given, and struck out after the membership has gone. Two logins at once could
 * still strike out a grant while the other gives the membership; therefore each looks once more
 * after its own last write, and one of the two sees the other.
 */
final class GrantedGroups {
    private static final int ATTEMPTS = 10;

    private final Ldap ldap;
    private final GroupMemberships memberships;
    private final DirectoryTree tree;

    GrantedGroups(Ldap ldap, DirectoryTree tree) {
        this.ldap = ldap;
        this.tree = tree;
        memberships = new GroupMemberships(ldap, tree);
    }

    /** The part of the plan that goes into the entry's own modification, before all else. */
    static List<Modification> recording(GroupPlan plan) {
        return plan.record().stream().map(grant -> change(ModificationType.ADD, grant)).toList();
    }

    /** Carries out the rest, and keeps the given memberships up to date. */
    void carryOut(GroupPlan plan, DN person, DesiredAccount desired, Map<DN, String> groups)
            throws LDAPException, Refusal {
        for (String name : plan.join()) {
            memberships.join(name, person, desired);
            groups.put(tree.group(name), name);
        }
        if (!plan.join().isEmpty()) {
            confirm(plan.join(), person, desired.connection());
        }
        for (Grant grant : plan.giveUp()) {
            if (giveUp(grant, person)) {
                groups.remove(tree.group(grant.group()));
            }
        }
        for (DN group : plan.end()) {
            if (end(group, person, desired)) {
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
    private boolean end(DN group, DN person, DesiredAccount desired) throws LDAPException, Refusal {
        if (granted(group, person) != null) {
            return false;
        }
        memberships.leave(group, person);
        Grant meanwhile = granted(group, person);
        if (meanwhile == null) {
            return true;
        }
        memberships.join(meanwhile.group(), person, desired);
        return false;
    }

    private @Nullable Grant granted(DN group, DN person) throws LDAPException {
        return recorded(person).stream()
                .filter(grant -> tree.group(grant.group()).equals(group))
                .findFirst()
                .orElse(null);
    }

    /**
     * Withdraws everything that the connection granted.
     *
     * @return the names of the groups that the person has left
     */
    List<String> withdrawAll(AccountEntry account, String connection)
            throws LDAPException, Refusal {
        List<String> left = new ArrayList<>();
        for (Grant grant : Grant.of(account)) {
            if (grant.isOf(connection) && giveUp(grant, account.dn())) {
                left.add(grant.group());
            }
        }
        return left;
    }

    private void confirm(List<String> joined, DN person, String connection) throws LDAPException {
        List<Grant> recorded = recorded(person);
        for (String name : joined) {
            Grant grant = Grant.of(connection, name);
            if (recorded.stream().noneMatch(r -> r.isOf(connection) && sameGroup(r, grant))) {
                modify(person, List.of(change(ModificationType.ADD, grant)));
            }
        }
    }

    /**
     * Gives the grant up, and the membership with it unless another connection grants that too.
     *
     * @return whether the membership has gone
     */
    private boolean giveUp(Grant grant, DN person) throws LDAPException, Refusal {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Grant> recorded = recorded(person);
            if (!recorded.contains(grant)) {
                return !memberships.contains(tree.group(grant.group()), person);
            }
            Grant other = otherFor(grant, recorded);
            if (other == null) {
                withdraw(grant, person);
                return true;
            }
            if (leaveTo(other, grant, person)) {
                return false;
            }
        }
        throw ResultCodes.contended(person);
    }

    private void withdraw(Grant grant, DN person) throws LDAPException, Refusal {
        DN group = tree.group(grant.group());
        memberships.leave(group, person);
        modify(person, List.of(change(ModificationType.DELETE, grant)));
        if (memberships.contains(group, person)) {
            modify(person, List.of(change(ModificationType.ADD, grant)));
        }
    }

    /**
     * Taking the other's grant out and putting it back costs nothing, and makes the server refuse
     * the whole when the other connection gives its grant up at the same time: one of the two must
     * find itself to be the last, and end the membership.
     */
    private boolean leaveTo(Grant other, Grant own, DN person) throws LDAPException {
        return modify(
                person,
                List.of(
                        change(ModificationType.DELETE, own),
                        change(ModificationType.DELETE, other),
                        change(ModificationType.ADD, other)));
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

    private List<Grant> recorded(DN person) throws LDAPException {
        Entry entry = ldap.getEntry(person.toString(), SchemaNames.GRANTED_GROUP);
        return entry == null ? List.of() : Grant.of(AccountEntry.of(entry));
    }

    /** False where somebody else's change at the same time explains the refusal. */
    private boolean modify(DN person, List<Modification> changes) throws LDAPException {
        try {
            ldap.modify(person.toString(), changes);
            return true;
        } catch (LDAPException e) {
            if (ResultCodes.lostARace(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Modification change(ModificationType type, Grant grant) {
        return new Modification(type, SchemaNames.GRANTED_GROUP, grant.text());
    }
}
