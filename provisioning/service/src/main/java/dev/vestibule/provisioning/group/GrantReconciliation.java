package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes grants and memberships agree. They are in different entries, so that no modification covers
 * both, and of two simultaneous logins each can undo a half of the other.
 *
 * <p>Every writer of one of them checks here after its last write. A repair only adds: a membership
 * that is recorded, or the record of a membership. So the repairs end, and after the last check
 * both agree.
 */
record GrantReconciliation(Ldap ldap, GroupMemberships memberships, DirectoryTree tree) {
    /**
     * Looks, and mends, until there is nothing to mend.
     *
     * @param names the groups that were written
     * @param kind where their memberships are written
     * @param connection whose grant is written where there is none
     * @return what there was at last, when nothing was left to mend
     */
    Settled settle(Collection<String> names, DN person, Membership kind, String connection)
            throws LDAPException, Refusal {
        Map<DN, String> groups = new LinkedHashMap<>();
        names.forEach(name -> groups.putIfAbsent(tree.group(name), name));
        Set<DN> suspected = new HashSet<>();
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            Settled found = look(groups.keySet(), person, kind);
            if (found.held.keySet().equals(found.granted)) {
                return found;
            }
            Set<DN> missing = without(found.granted, found.held.keySet());
            Set<DN> unrecorded = without(found.held.keySet(), found.granted);
            // What is seen only once may be the middle of another change.
            suspected.retainAll(unrecorded);
            for (Map.Entry<DN, String> group : groups.entrySet()) {
                if (missing.contains(group.getKey())) {
                    // It was granted before: who may be in it has been decided.
                    DesiredGroup restored =
                            new DesiredGroup(group.getKey(), group.getValue(), null, true);
                    memberships.join(restored, person, kind, connection);
                } else if (suspected.contains(group.getKey())) {
                    Grant grant = Grant.of(connection, group.getValue());
                    ldap.modifyUnlessChanged(person.toString(), List.of(grant.recording()));
                }
            }
            suspected = unrecorded;
        }
        throw ResultCodes.contended(person);
    }

    /**
     * What a check has found.
     *
     * @param account with its links; null when there is none any more
     * @param held those of the groups that the account is a member of, with the entries of those
     *     that list the account
     * @param granted those of the groups that have a recorded grant
     */
    record Settled(
            @Nullable AccountEntry account, Map<DN, Optional<GroupEntry>> held, Set<DN> granted) {
        /** Null if the group does not list the account. */
        @Nullable GroupEntry entry(DN group) {
            return held.getOrDefault(group, Optional.empty()).orElse(null);
        }
    }

    private static Set<DN> without(Set<DN> all, Set<DN> others) {
        Set<DN> rest = new HashSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /**
     * Who begins a membership writes the grant first, and who ends it strikes the grant out last.
     * So the grants are read last: of a membership that is seen, the grant is seen too.
     */
    private Settled look(Set<DN> groups, DN person, Membership kind) throws LDAPException {
        Map<DN, Optional<GroupEntry>> held = new HashMap<>();
        if (kind == Membership.STATIC) {
            memberships.listing(person).forEach((dn, group) -> held.put(dn, Optional.of(group)));
        }
        Set<DN> granted = new HashSet<>();
        var entry =
                ldap.getEntry(
                        person.toString(),
                        tree.profile().id().attribute(),
                        SchemaNames.FEDERATED_IDENTITY,
                        SchemaNames.GRANTED_GROUP,
                        SchemaNames.GROUP);
        if (entry == null) {
            return new Settled(null, Map.of(), Set.of());
        }
        AccountEntry account = AccountEntry.of(entry);
        memberships
                .carried(account)
                .keySet()
                .forEach(group -> held.putIfAbsent(group, Optional.empty()));
        GroupRecords.of(account).grants().forEach(grant -> granted.add(tree.group(grant.group())));
        held.keySet().retainAll(groups);
        granted.retainAll(groups);
        return new Settled(account, held, granted);
    }

    /**
     * Writes down, at the end of a sign-in, that the memberships are there which it has written.
     * From then on one that is missing was removed by hand.
     *
     * @param begun the states that the login wrote before it changed the memberships
     * @param unsure groups that another login was changing already: it may be about to end a
     *     membership that is seen now, so that the next login has to confirm it
     */
    void confirm(Map<DN, GroupState> begun, Set<DN> unsure, Settled settled, Membership kind)
            throws LDAPException {
        AccountEntry account = settled.account();
        if (account == null) {
            return;
        }
        List<Modification> all = new ArrayList<>();
        List<List<Modification>> each = new ArrayList<>();
        begun.forEach((group, state) -> {
            List<Modification> changes = new ArrayList<>(List.of(state.striking()));
            if (unsure.contains(group)) {
                changes.add(state.unsure().adding());
            } else if (settled.granted().contains(group)) {
                changes.add(state.confirmed(fingerprint(group, settled, kind, account)).adding());
            }
            each.add(changes);
            all.addAll(changes);
        });
        if (!all.isEmpty() && !ldap.modifyUnlessChanged(account.dn().toString(), all)) {
            // Another login has changed one of them, which is its own to confirm then.
            for (List<Modification> changes : each) {
                ldap.modifyUnlessChanged(account.dn().toString(), changes);
            }
        }
    }

    private static String fingerprint(
            DN group, Settled settled, Membership kind, AccountEntry account) {
        GroupEntry entry = settled.entry(group);
        return GroupState.fingerprint(kind, account.dn(), entry == null ? "" : entry.identity());
    }
}
