package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;

import java.util.List;

/**
 * Memberships that the group's entry keeps.
 *
 * <p>These are members of {@code groupOfNames} entries. The class demands a member, so that an
 * empty group has the gateway's own DN as its one; it goes with the first member and comes back
 * after the last. On servers whose class does not demand one, an empty group is simply empty.
 */
record StaticGroups(Ldap ldap, DirectoryTree tree, GroupEntries entries, EntryTemplates templates) {
    boolean contains(DN group, DN member) throws LDAPException {
        CompareRequest request =
                new CompareRequest(group.toString(), GroupMemberships.MEMBER, member.toString());
        request.addControl(new ManageDsaITRequestControl(false));
        try {
            return ldap.compare(request).compareMatched();
        } catch (LDAPException e) {
            ResultCodes.permit(e, ResultCode.NO_SUCH_OBJECT, ResultCode.NO_SUCH_ATTRIBUTE);
            return false;
        }
    }

    /** As {@link GroupMemberships#join} does. */
    boolean join(DesiredGroup wanted, DN person, String connection) throws LDAPException, Refusal {
        DesiredGroup group = wanted;
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            if (!group.isJoinable()) {
                return false;
            }
            boolean joined =
                    group.entry() == null
                            ? entries.add(
                                    templates.group(
                                            group.name(),
                                            GroupEntry.description(connection),
                                            person,
                                            attempt + 1))
                            : enter(group.dn(), person);
            if (joined) {
                return true;
            }
            group = group.as(entries.at(group.dn()));
        }
        throw ResultCodes.contended(wanted.dn());
    }

    private boolean enter(DN group, DN person) throws LDAPException, Refusal {
        boolean empty = tree.profile().groupsNeedMember() && contains(group, tree.placeholder());
        ResultCode code =
                modify(
                        group,
                        empty
                                ? List.of(beginning(person), ending(tree.placeholder()))
                                : List.of(beginning(person)));
        if (code.equals(ResultCode.OBJECT_CLASS_VIOLATION)) {
            throw GroupMemberships.unfit(group, "is of a class that has no member");
        }
        return code.equals(ResultCode.SUCCESS)
                || code.equals(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS) && contains(group, person);
    }

    void leave(DN group, DN person) throws LDAPException, Refusal {
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            ResultCode code = modify(group, List.of(ending(person)));
            if (code.equals(ResultCode.OBJECT_CLASS_VIOLATION)) {
                code = modify(group, List.of(ending(person), beginning(tree.placeholder())));
            }
            if (code.equals(ResultCode.SUCCESS)
                    || code.equals(ResultCode.NO_SUCH_ATTRIBUTE)
                    || code.equals(ResultCode.NO_SUCH_OBJECT)) {
                return;
            }
        }
        throw ResultCodes.contended(group);
    }

    private static Modification beginning(DN member) {
        return Modifications.add(GroupMemberships.MEMBER, member.toString());
    }

    private static Modification ending(DN member) {
        return Modifications.delete(GroupMemberships.MEMBER, member.toString());
    }

    /** The result if another simultaneous change explains it; else thrown. */
    private ResultCode modify(DN group, List<Modification> changes) throws LDAPException {
        try {
            return ldap.modify(group.toString(), changes).getResultCode();
        } catch (LDAPException e) {
            if (!ResultCodes.lostARace(e)) {
                ResultCodes.permit(e, ResultCode.OBJECT_CLASS_VIOLATION);
            }
            return e.getResultCode();
        }
    }
}
