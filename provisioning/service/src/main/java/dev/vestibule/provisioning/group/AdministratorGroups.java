package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Subtree;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups that the gateway did not make.
 *
 * @param ldap what they are read with
 * @param tree where they are
 */
public record AdministratorGroups(Ldap ldap, DirectoryTree tree) {
    private static final int MOST = 1_000;

    /** Their names, of a thousand groups at most; none if the container does not exist yet. */
    public List<String> names() throws LDAPException {
        List<String> names = new ArrayList<>();
        Subtree groups = new Subtree(ldap, tree.groups());
        Filter named = Filter.createPresenceFilter("cn");
        for (Entry entry : groups.some(named, MOST, GroupEntry.attributes())) {
            GroupEntry group = GroupEntry.of(entry, tree.profile());
            if (!group.made()) {
                names.add(group.name());
            }
        }
        names.sort(String.CASE_INSENSITIVE_ORDER);
        return names;
    }

    /** Why the group accepts no member; null if it does, or does not exist. */
    public @Nullable String unfit(String name) throws LDAPException {
        GroupEntry group = new GroupEntries(ldap, tree).at(tree.group(name));
        return group == null ? null : group.unfitFor(Membership.STATIC);
    }
}
