package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;

import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.SyncRules.Groups;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to happen so that the person is in the groups that the connection grants.
 *
 * <p>A membership without any grant was given by hand: it is not recorded when the connection
 * grants it too, and therefore never withdrawn. A recorded grant without its membership is the
 * trace of a gateway that died in between: it is carried out.
 *
 * @param record grants to write down before anything else
 * @param join names of the groups to become a member of
 * @param giveUp own grants that the connection no longer makes
 * @param end groups whose membership was given by hand, where the provider alone decides
 */
record GroupPlan(List<Grant> record, List<String> join, List<Grant> giveUp, List<DN> end) {

    /** Compares what is wanted with the recorded grants and the memberships. */
    static GroupPlan of(
            DesiredAccount desired, List<Grant> grants, Set<DN> memberships, DirectoryTree tree) {
        GroupPlan plan =
                new GroupPlan(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        GroupGrants wanted = desired.groups();
        if (wanted != null) {
            Map<DN, String> groups = new LinkedHashMap<>();
            wanted.names().forEach(name -> groups.putIfAbsent(tree.group(name), name));
            Map<DN, Grant> own = byGroup(grants, desired.connection(), true, tree);
            Map<DN, Grant> others = byGroup(grants, desired.connection(), false, tree);
            groups.forEach((dn, name) -> {
                boolean member = memberships.contains(dn);
                if (!own.containsKey(dn) && (!member || others.containsKey(dn))) {
                    plan.record.add(Grant.of(desired.connection(), name));
                }
                if (!member) {
                    plan.join.add(name);
                }
            });
            if (desired.sync().groups().equals(Groups.REPLACE)) {
                memberships.stream()
                        .filter(dn -> !groups.containsKey(dn))
                        .filter(dn -> !own.containsKey(dn) && !others.containsKey(dn))
                        .forEach(plan.end::add);
            }
            own.keySet().removeAll(groups.keySet());
            plan.giveUp.addAll(own.values());
        }
        return plan;
    }

    /** Whether any membership begins or ends. */
    boolean visible() {
        return !join.isEmpty() || !giveUp.isEmpty() || !end.isEmpty();
    }

    private static Map<DN, Grant> byGroup(
            List<Grant> grants, String connection, boolean own, DirectoryTree tree) {
        Map<DN, Grant> byGroup = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (own == grant.isOf(connection)) {
                byGroup.put(tree.group(grant.group()), grant);
            }
        }
        return byGroup;
    }
}
