package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.group.GroupMemberships.CurrentGroups;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/**
 * Reads the entries of groups, without their members.
 *
 * @param ldap what they are read with
 * @param tree where they are
 */
public record GroupEntries(Ldap ldap, DirectoryTree tree) {
    private static final int FILTER_SIZE = 100;
    private static final int MOST = 1_000;

    /** Null where there is none. */
    @Nullable GroupEntry at(DN group) throws LDAPException {
        Entry entry = ldap.getEntry(group.toString(), GroupEntry.attributes());
        return entry == null ? null : GroupEntry.of(entry, tree.profile());
    }

    /**
     * Names of groups that the gateway did not make, of a thousand groups at most; none if the
     * container does not exist yet.
     */
    public List<String> ofAdministrators() throws LDAPException {
        Filter named = Filter.present("cn");
        List<String> names = new ArrayList<>();
        for (Entry entry : ldap.someBelow(tree.groups(), named, MOST, GroupEntry.attributes())) {
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
        GroupEntry group = at(tree.group(name));
        return group == null ? null : group.unfitFor(Membership.STATIC);
    }

    /** Adds the entry of a group; false if another writer was faster. */
    boolean add(Entry group) throws LDAPException, Refusal {
        try {
            ldap.add(group);
            return true;
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                throw Refusal.policy("the container of groups is missing: %s", tree.groups());
            }
            ResultCodes.permit(e, ResultCode.ENTRY_ALREADY_EXISTS);
            return false;
        }
    }

    Map<DN, GroupEntry> matching(Filter filter) throws LDAPException {
        Map<DN, GroupEntry> found = new LinkedHashMap<>();
        for (Entry entry : ldap.below(tree.groups(), filter, GroupEntry.attributes())) {
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
        var each =
                names.stream().filter(_ -> names.size() > 1).map(name -> Filter.equals("cn", name));
        for (List<Filter> part : each.gather(Gatherers.windowFixed(FILTER_SIZE)).toList()) {
            found.putAll(matching(Filter.or(part)));
        }
        return found;
    }
}
