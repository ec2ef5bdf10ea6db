package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members of {@code groupOfNames} entries. The class demands a member, so that an empty group has
 * the gateway's own DN as its one; it goes with the first member and comes back after the last. On
 * servers whose class does not demand one, an empty group is simply empty.
 *
 * <p>Nothing here reads a whole group: with a million members that alone would take half a second.
 */
final class GroupMemberships {
    private static final int ATTEMPTS = 10;
    private static final String MEMBER = "member";

    private final FullLDAPInterface ldap;
    private final DirectoryTree tree;
    private final Subtree groups;

    GroupMemberships(FullLDAPInterface ldap, DirectoryTree tree) {
        this.ldap = ldap;
        this.tree = tree;
        groups = new Subtree(ldap, tree.groups());
    }

    /** The names of the groups that the person is in. */
    Map<DN, String> of(DN person) throws LDAPException {
        Filter isMember = Filter.createEqualityFilter(MEMBER, person.toString());
        Map<DN, String> names = new LinkedHashMap<>();
        for (Entry group : groups.search(isMember, "cn")) {
            String name = group.getAttributeValue("cn");
            names.put(group.getParsedDN(), name == null ? group.getDN() : name);
        }
        return names;
    }

    boolean contains(DN group, DN person) throws LDAPException {
        try {
            return ldap.compare(group.toString(), MEMBER, person.toString()).compareMatched();
        } catch (LDAPException e) {
            if (isGone(e) || e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
                return false;
            }
            throw e;
        }
    }

    /** Makes the person a member, of a new group where there is none yet. */
    void join(String name, DN person, String connection) throws LDAPException, Refusal {
        DN group = tree.group(name);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean empty = contains(group, tree.placeholder());
            ResultCode code = modify(group, joining(person, empty));
            if (code.equals(ResultCode.SUCCESS)
                    || code.equals(ResultCode.NO_SUCH_OBJECT) && create(name, person, connection)
                    || code.equals(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS)
                            && contains(group, person)) {
                return;
            }
        }
        throw ResultCodes.contended(group);
    }

    /** Ends the membership; without effect when there is none. */
    void leave(DN group, DN person) throws LDAPException, Refusal {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ResultCode code = modify(group, List.of(change(ModificationType.DELETE, person)));
            if (code.equals(ResultCode.OBJECT_CLASS_VIOLATION)) {
                code = modify(group, leavingLast(person));
            }
            if (code.equals(ResultCode.SUCCESS)
                    || code.equals(ResultCode.NO_SUCH_ATTRIBUTE)
                    || code.equals(ResultCode.NO_SUCH_OBJECT)) {
                return;
            }
        }
        throw ResultCodes.contended(group);
    }

    private List<Modification> joining(DN person, boolean empty) {
        Modification join = change(ModificationType.ADD, person);
        return empty
                ? List.of(join, change(ModificationType.DELETE, tree.placeholder()))
                : List.of(join);
    }

    private List<Modification> leavingLast(DN person) {
        return List.of(
                change(ModificationType.DELETE, person),
                change(ModificationType.ADD, tree.placeholder()));
    }

    private static Modification change(ModificationType type, DN member) {
        return new Modification(type, MEMBER, member.toString());
    }

    /** The result where somebody else's change at the same time explains it; else thrown. */
    private ResultCode modify(DN group, List<Modification> changes) throws LDAPException {
        try {
            return ldap.modify(group.toString(), changes).getResultCode();
        } catch (LDAPException e) {
            if (ResultCodes.lostARace(e)
                    || e.getResultCode().equals(ResultCode.OBJECT_CLASS_VIOLATION)) {
                return e.getResultCode();
            }
            throw e;
        }
    }

    /** False when somebody else was quicker. */
    private boolean create(String name, DN person, String connection)
            throws LDAPException, Refusal {
        try {
            ldap.add(
                    tree.group(name).toString(),
                    new Attribute("objectClass", "top", "groupOfNames"),
                    new Attribute("cn", name),
                    new Attribute("description", "Created for the connection " + connection),
                    new Attribute(MEMBER, person.toString()));
            return true;
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
                return false;
            }
            if (isGone(e)) {
                throw new Refusal(
                        new PolicyRefused("the container of groups is missing: " + tree.groups()));
            }
            throw e;
        }
    }

    private static boolean isGone(LDAPException e) {
        return e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
    }
}
