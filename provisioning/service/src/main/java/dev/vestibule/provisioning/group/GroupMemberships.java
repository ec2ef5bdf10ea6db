package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.group.GroupMemberships.CurrentGroups;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is in which group. A group is changed where it keeps its members: in its own entry ({@link
 * StaticGroups}), or, when it is dynamic, in theirs ({@link DynamicGroups}).
 *
 * <p>Nothing here reads a whole group: with a million members that alone would take half a second.
 * For the same reason searches and comparisons carry the control {@code ManageDsaIT} (RFC 3296):
 * with it OpenLDAP does not list the members of every dynamic group to answer a filter on {@code
 * member}. A server that does not know the control ignores it.
 */
public final class GroupMemberships {
    static final String MEMBER = "member";

    private final DirectoryTree tree;
    private final GroupEntries entries;
    private final StaticGroups listed;
    private final DynamicGroups dynamic;

    /** Works on groups of this tree; new ones are as the templates say. */
    public GroupMemberships(Ldap ldap, DirectoryTree tree, EntryTemplates templates) {
        this.tree = tree;
        entries = new GroupEntries(ldap, tree);
        listed = new StaticGroups(ldap, tree, entries, templates);
        dynamic = new DynamicGroups(ldap, tree, entries);
    }

    /** The names of the groups that the account is a member of, of both kinds. */
    public Map<DN, String> of(AccountEntry account) throws LDAPException {
        return held(account).all();
    }

    /** The groups that the account is a member of, by kind. */
    public CurrentGroups held(AccountEntry account) throws LDAPException {
        return new CurrentGroups(listing(account.dn()), dynamic.of(account));
    }

    /**
     * The groups that the account was a member of until the membership was ended by hand, where
     * only the entry says that the gateway had given it.
     *
     * @param held read after the entry was
     */
    public Set<DN> removed(AccountEntry account, CurrentGroups held) throws LDAPException {
        GroupRecords records = GroupRecords.of(account);
        Set<DN> removed = new HashSet<>();
        for (Grant grant : records.grants()) {
            DN group = tree.group(grant.group());
            if (!held.listed().containsKey(group)
                    && !held.carried().containsKey(group)
                    && wasThere(group, account.dn(), records)) {
                removed.add(group);
            }
        }
        return removed;
    }

    private boolean wasThere(DN group, DN person, GroupRecords records) throws LDAPException {
        if (records.confirm(group, GroupState.fingerprint(Membership.DYNAMIC, person, ""), tree)) {
            return true;
        }
        GroupEntry entry = entries.at(group);
        return entry != null
                && records.confirm(
                        group,
                        GroupState.fingerprint(Membership.STATIC, person, entry.identity()),
                        tree);
    }

    /** Those that the entry itself names. */
    public Map<DN, String> carried(AccountEntry account) {
        return dynamic.of(account);
    }

    /** The groups whose entries list the account. */
    public Map<DN, GroupEntry> listing(DN person) throws LDAPException {
        return entries.matching(Filter.equals(MEMBER, person.toString()));
    }

    /** What the connection grants, as the directory has it. */
    public List<DesiredGroup> wanted(DesiredAccount desired, CurrentGroups held)
            throws LDAPException {
        return entries.wanted(desired, held);
    }

    /**
     * The groups of an entry that is about to be added: writes the grants to it, and with them the
     * memberships that an entry carries itself.
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
                .plan(wanted(desired, none));
    }

    /** One addition writes grant and membership: nothing is left to be confirmed. */
    private GroupPlan carried(Entry entry, GroupPlan plan, DesiredAccount desired)
            throws LDAPException, Refusal {
        List<String> withheld = new ArrayList<>(plan.withheld());
        String fingerprint = GroupState.fingerprint(Membership.DYNAMIC, entry.getParsedDN(), "");
        for (DesiredGroup group : plan.join()) {
            DesiredGroup there = dynamic.exists(group, desired.connection());
            if (there.isJoinable()) {
                entry.addAttribute(SchemaNames.GROUP, there.name());
                Grant grant = Grant.of(desired.connection(), there.name());
                entry.addAttribute(SchemaNames.GRANTED_GROUP, grant.text());
                GroupState begun = GroupState.begun(there.name(), List.of());
                entry.addAttribute(SchemaNames.GROUP_STATE, begun.confirmed(fingerprint).text());
            } else {
                withheld.add(there.name());
            }
        }
        return GroupPlan.withholding(withheld);
    }

    boolean contains(DN group, DN person) throws LDAPException {
        return listed.contains(group, person) || dynamic.contains(group, person);
    }

    /**
     * Makes the account a member, of a new group if there is none yet.
     *
     * @return false if an administrator has created the group meanwhile, and only the provider
     *     names it
     */
    boolean join(DesiredGroup group, DN person, Membership kind, String connection)
            throws LDAPException, Refusal {
        try {
            return switch (kind) {
                case STATIC -> listed.join(group, person, connection);
                case DYNAMIC -> dynamic.join(group, person, connection);
            };
        } catch (LDAPException e) {
            if (ResultCodes.isPermanent(e)) {
                throw ResultCodes.refused(e, group.dn());
            }
            throw e;
        }
    }

    /** Why a group cannot have members of the wanted kind. */
    static Refusal unfit(DN group, String why) {
        return Refusal.policy(
                "the group %s %s: make it a groupOfNames, or do not grant it", group, why);
    }

    /**
     * Ends the membership, of either kind; without effect when there is none.
     *
     * @return the kind that it was of
     */
    public Membership leave(DN group, DN person) throws LDAPException, Refusal {
        listed.leave(group, person);
        if (!dynamic.contains(group, person)) {
            return Membership.STATIC;
        }
        dynamic.leave(group, person);
        return Membership.DYNAMIC;
    }

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
         * sufficient if it was given by hand; if it was granted, the group is changing its kind,
         * and the membership must be written again.
         */
        public Set<DN> counting(Membership kind, List<Grant> grants, DirectoryTree tree) {
            Set<DN> granted =
                    grants.stream()
                            .map(grant -> tree.group(grant.group()))
                            .collect(Collectors.toSet());
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
}
