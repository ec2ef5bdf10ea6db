package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Subtree;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the entries of groups, without their members. */
final class GroupEntries {
    private static final int FILTER_SIZE = 100;

    private final Ldap ldap;
    private final DirectoryTree tree;
    private final Subtree groups;

    GroupEntries(Ldap ldap, DirectoryTree tree) {
        this.ldap = ldap;
        this.tree = tree;
        groups = new Subtree(ldap, tree.groups());
    }

    /** Null where there is none. */
    @Nullable GroupEntry at(DN group) throws LDAPException {
        Entry entry = ldap.getEntry(group.toString(), GroupEntry.attributes());
        return entry == null ? null : GroupEntry.of(entry, tree.profile());
    }

    Map<DN, GroupEntry> search(Filter filter) throws LDAPException {
        Map<DN, GroupEntry> found = new LinkedHashMap<>();
        for (Entry entry : groups.search(filter, GroupEntry.attributes())) {
            GroupEntry group = GroupEntry.of(entry, tree.profile());
            found.put(group.dn(), group);
        }
        return found;
    }

    /**
     * The groups that the connection grants, each once and as the directory spells it. Those that
     * list the account are known by then; the others are searched for.
     */
    List<DesiredGroup> wanted(DesiredAccount desired, CurrentGroups held) throws LDAPException {
        GroupGrants grants = desired.groups();
        if (grants == null) {
            return List.of();
        }
        Map<DN, GroupEntry> known = new HashMap<>(held.listed());
        List<String> unknown = new ArrayList<>();
        for (String name : grants.names()) {
            if (!known.containsKey(tree.group(name)) && !isCarried(name, grants, held)) {
                unknown.add(name);
            }
        }
        known.putAll(named(unknown));
        Map<DN, DesiredGroup> wanted = new LinkedHashMap<>();
        for (String name : grants.names()) {
            DesiredGroup group = wanted(name, grants, held, known);
            wanted.merge(group.dn(), group, (one, other) -> one.named() ? one : other);
        }
        return List.copyOf(wanted.values());
    }

    private DesiredGroup wanted(
            String name, GroupGrants grants, CurrentGroups held, Map<DN, GroupEntry> known)
            throws LDAPException {
        DN dn = tree.group(name);
        boolean named = grants.named().contains(name);
        if (isCarried(name, grants, held)) {
            return new DesiredGroup(dn, held.carried().getOrDefault(dn, name), null, named);
        }
        GroupEntry entry = known.get(dn);
        // A server may fold spellings that are different here: it has the last word.
        GroupEntry found = entry == null ? at(dn) : entry;
        return new DesiredGroup(dn, name, null, named).as(found);
    }

    /**
     * For a group that is joined already its entry need not be read, independent of its creator.
     */
    private boolean isCarried(String name, GroupGrants grants, CurrentGroups held) {
        return grants.membership() == Membership.DYNAMIC
                && grants.named().contains(name)
                && held.carried().containsKey(tree.group(name));
    }

    private Map<DN, GroupEntry> named(List<String> names) throws LDAPException {
        Map<DN, GroupEntry> found = new HashMap<>();
        // One is read by itself at once.
        for (int from = 0; names.size() > 1 && from < names.size(); from += FILTER_SIZE) {
            List<String> part = names.subList(from, Math.min(names.size(), from + FILTER_SIZE));
            found.putAll(
                    search(
                            Filter.createORFilter(
                                    part.stream()
                                            .map(name -> Filter.createEqualityFilter("cn", name))
                                            .toList())));
        }
        return found;
    }
}
