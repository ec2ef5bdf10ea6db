package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Modification;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be done to make the account a member of the groups that the connection grants; made by
 * {@link GroupPlanner}.
 *
 * @param entry changes of the account's entry, before anything else: grants to record, and removals
 *     by hand that were found
 * @param begun the groups whose memberships are written, with the states that the changes of the
 *     entry give them
 * @param unsure those of them that another login may be changing at the same time
 * @param join groups to become a member of
 * @param giveUp own grants that the connection no longer makes
 * @param end groups whose membership was given by hand, where the provider alone decides
 * @param withheld names of groups that an administrator made and the configuration does not name
 * @param removed names of groups whose membership was removed by hand, as found now
 */
public record GroupPlan(
        List<Modification> entry,
        Map<DN, GroupState> begun,
        Set<DN> unsure,
        List<DesiredGroup> join,
        List<Grant> giveUp,
        List<DN> end,
        List<String> withheld,
        List<String> removed) {
    /** Of a connection that manages no groups. */
    public static final GroupPlan NOTHING = withholding(List.of());

    /** Nothing to do, and these to be told of. */
    static GroupPlan withholding(List<String> groups) {
        return new GroupPlan(
                List.of(), Map.of(), Set.of(), List.of(), List.of(), List.of(), groups, List.of());
    }

    /** Whether any membership begins or ends. */
    public boolean visible() {
        return !join.isEmpty() || !giveUp.isEmpty() || !end.isEmpty();
    }
}
