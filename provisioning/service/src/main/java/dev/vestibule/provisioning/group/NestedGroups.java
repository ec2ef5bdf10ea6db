package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/**
 * The groups that an account is a member of through another group. One search for each level, and a
 * limit for levels and groups: what is beyond is omitted, which never gives more rights.
 *
 * @param enabled without it only the groups that list the account are used
 */
public record NestedGroups(Ldap ldap, DirectoryTree tree, boolean enabled) {
    private static final int MOST_LEVELS = 10;
    private static final int MOST_GROUPS = 1_000;
    private static final int FILTER_SIZE = 100;

    /** LDAP_MATCHING_RULE_IN_CHAIN ([MS-ADTS] 3.1.1.3.4.4.3). */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    /** Names of all groups, the direct ones first. */
    public List<String> names(DN person, Map<DN, String> direct) throws LDAPException {
        if (!enabled || direct.isEmpty()) {
            return List.copyOf(direct.values());
        }
        Map<DN, String> all = new LinkedHashMap<>(direct);
        if (tree.profile().chasesGroups()) {
            add(
                    all,
                    Filter.createExtensibleMatchFilter(
                            "member", IN_CHAIN, false, person.toString()));
        } else {
            climb(all);
        }
        return List.copyOf(all.values());
    }

    private void climb(Map<DN, String> all) throws LDAPException {
        List<DN> level = List.copyOf(all.keySet());
        for (int depth = 1; depth < MOST_LEVELS && !level.isEmpty(); depth++) {
            List<DN> above = new ArrayList<>();
            for (List<DN> part :
                    level.stream().gather(Gatherers.windowFixed(FILTER_SIZE)).toList()) {
                var members = part.stream().map(dn -> Filter.equals("member", dn.toString()));
                above.addAll(add(all, Filter.or(members.toList())));
            }
            level = above;
        }
    }

    private List<DN> add(Map<DN, String> all, Filter filter) throws LDAPException {
        List<DN> added = new ArrayList<>();
        for (var group : ldap.below(tree.groups(), filter, "cn")) {
            DN dn = group.getParsedDN();
            String name = group.getAttributeValue("cn");
            if (all.size() < MOST_GROUPS
                    && all.putIfAbsent(dn, name == null ? group.getDN() : name) == null) {
                added.add(dn);
            }
        }
        return added;
    }
}
