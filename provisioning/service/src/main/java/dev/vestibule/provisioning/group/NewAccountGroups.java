package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups of an entry that is about to be added. */
public record NewAccountGroups(GroupMemberships memberships, DirectoryTree tree) {

    /**
     * Writes the grants to the entry, and with them the memberships that an entry carries itself.
     *
     * @return what is left to do when the entry has been added
     */
    public GroupPlan give(Entry entry, DesiredAccount desired) throws LDAPException, Refusal {
        GroupPlan plan = plan(entry.getParsedDN(), desired);
        return switch (desired.membership()) {
            case STATIC -> {
                plan.entry()
                        .forEach(change ->
                                entry.addAttribute(change.getAttributeName(), change.getValues()));
                yield plan;
            }
            case DYNAMIC -> carried(entry, plan, desired);
        };
    }

    private GroupPlan plan(DN person, DesiredAccount desired) throws LDAPException, Refusal {
        CurrentGroups none = new CurrentGroups(Map.of(), Map.of());
        return new GroupPlanner(desired, person, GroupRecords.NONE, Set.of(), tree)
                .plan(memberships.wanted(desired, none));
    }

    /** One addition writes grant and membership: nothing is left to be confirmed. */
    private GroupPlan carried(Entry entry, GroupPlan plan, DesiredAccount desired)
            throws LDAPException, Refusal {
        List<String> withheld = new ArrayList<>(plan.withheld());
        String fingerprint = GroupState.fingerprint(Membership.DYNAMIC, entry.getParsedDN(), "");
        for (DesiredGroup group : plan.join()) {
            DesiredGroup there = memberships.exists(group, desired.connection());
            if (there.isJoinable()) {
                entry.addAttribute(SchemaNames.GROUP, there.name());
                record(
                        entry,
                        there,
                        GroupState.begun(there.name(), List.of()).confirmed(fingerprint),
                        desired);
            } else {
                withheld.add(there.name());
            }
        }
        return GroupPlan.withholding(withheld);
    }

    private static void record(
            Entry entry, DesiredGroup group, GroupState state, DesiredAccount desired) {
        entry.addAttribute(
                SchemaNames.GRANTED_GROUP, Grant.of(desired.connection(), group.name()).text());
        entry.addAttribute(SchemaNames.GROUP_STATE, state.text());
    }
}
