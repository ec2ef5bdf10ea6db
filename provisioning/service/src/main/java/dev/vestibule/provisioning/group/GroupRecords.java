package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.List;

/**
 * What an entry keeps about memberships that were granted.
 *
 * @param grants by which connections
 * @param states how the gateway left them
 * @param removed which of them were removed by hand since
 */
public record GroupRecords(List<Grant> grants, List<GroupState> states, List<Grant> removed) {
    static final GroupRecords NONE = new GroupRecords(List.of(), List.of(), List.of());

    /** Of an entry that was read with its metadata. */
    public static GroupRecords of(AccountEntry account) {
        return new GroupRecords(
                Grant.in(account, SchemaNames.GRANTED_GROUP),
                GroupState.of(account),
                Grant.in(account, SchemaNames.REMOVED_GROUP));
    }

    /** What is on record now; nothing where the entry has gone. */
    static GroupRecords read(Ldap ldap, DN person) throws LDAPException {
        var entry =
                ldap.getEntry(
                        person.toString(), SchemaNames.GRANTED_GROUP, SchemaNames.GROUP_STATE);
        return entry == null ? NONE : of(AccountEntry.of(entry));
    }

    List<Grant> grantsOf(DN group, DirectoryTree tree) {
        return grants.stream().filter(each -> tree.group(each.group()).equals(group)).toList();
    }

    List<Grant> removedOf(DN group, DirectoryTree tree) {
        return removed.stream().filter(each -> tree.group(each.group()).equals(group)).toList();
    }

    List<GroupState> statesOf(DN group, DirectoryTree tree) {
        return states.stream().filter(each -> tree.group(each.group()).equals(group)).toList();
    }

    /** Whether the gateway left the membership there, and no login has touched it since. */
    boolean confirm(DN group, String fingerprint, DirectoryTree tree) {
        List<GroupState> known = statesOf(group, tree);
        return known.size() == 1 && known.getFirst().fingerprint().equals(fingerprint);
    }

    /** Refused by the server when another login has changed one of these meanwhile. */
    static List<Modification> exchange(List<GroupState> old, GroupState now) {
        return Modifications.exchange(
                SchemaNames.GROUP_STATE,
                old.stream().map(GroupState::text).toList(),
                List.of(now.text()));
    }
}
