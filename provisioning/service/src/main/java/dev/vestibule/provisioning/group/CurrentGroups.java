package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;

import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups that an account is a member of, with their names.
 *
 * @param listed those whose entries list the account
 * @param carried those that the account's own entry names
 */
public record CurrentGroups(Map<DN, GroupEntry> listed, Map<DN, String> carried) {

    /** All of them, each once; the caller's to change. */
    public Map<DN, String> all() {
        Map<DN, String> all = new LinkedHashMap<>();
        listed.forEach((dn, group) -> all.put(dn, group.name()));
        carried.forEach(all::putIfAbsent);
        return all;
    }

    /**
     * Those that need no membership of this kind any more. A membership of the other kind is
     * sufficient if it was given by hand; if it was granted, the group is changing its kind, and
     * the membership must be written again.
     */
    public Set<DN> counting(Membership kind, List<Grant> grants, DirectoryTree tree) {
        Set<DN> granted =
                grants.stream().map(grant -> tree.group(grant.group())).collect(Collectors.toSet());
        Set<DN> own =
                switch (kind) {
                    case STATIC -> listed.keySet();
                    case DYNAMIC -> carried.keySet();
                };
        Set<DN> counting = new HashSet<>(all().keySet());
        counting.removeIf(group -> granted.contains(group) && !own.contains(group));
        return counting;
    }
}
