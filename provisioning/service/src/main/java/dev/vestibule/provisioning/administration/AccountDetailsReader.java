package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.GroupRecords;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an administrator is shown of an entry: values and memberships, and where each comes from.
 */
record AccountDetailsReader(
        AccountStates states, GroupMemberships memberships, DirectoryTree tree) {
    /** With the groups that the account is in now, which costs a search. */
    AccountDetails full(AccountEntry account) throws LDAPException {
        var held = memberships.held(account);
        return details(account, held.all(), memberships.removed(account, held));
    }

    /** With the groups that are granted. */
    AccountDetails brief(AccountEntry account) throws LDAPException {
        return details(account, Map.of(), Set.of());
    }

    private AccountDetails details(AccountEntry account, Map<DN, String> groups, Set<DN> removed)
            throws LDAPException {
        return new AccountDetails(
                account.canonicalDn(),
                account.username(),
                states.of(account),
                account.links().stream()
                        .map(FederatedLink::parse)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList(),
                account.entry().getAttributeValue(SchemaNames.PROVISIONED_BY),
                account.time(SchemaNames.PROVISIONED_AT),
                account.lastSignIn(),
                attributes(account),
                groups(account, groups, removed, tree));
    }

    /** Every readable attribute, and those that the gateway wrote and that are gone. */
    static List<AttributeDetails> attributes(AccountEntry account) {
        Set<String> names = new LinkedHashSet<>();
        for (var attribute : account.entry().getAttributes()) {
            if (AccountEntry.visible(attribute)) {
                names.add(attribute.getName());
            }
        }
        for (SyncState state : account.states()) {
            if (!state.isBookkeeping() && names.stream().noneMatch(state::isOf)) {
                names.add(state.attribute());
            }
        }
        return names.stream().map(name -> origin(account, name)).toList();
    }

    private static AttributeDetails origin(AccountEntry account, String name) {
        Set<String> held = account.values(name);
        List<String> values = List.copyOf(held);
        List<SyncState> states = account.states(name);
        if (states.isEmpty()) {
            return new AttributeDetails(name, values, Standing.BY_HAND, null, null);
        }
        String fingerprint = Fingerprint.of(held);
        SyncState state =
                states.stream()
                        .filter(each -> each.fingerprint().equals(fingerprint))
                        .findFirst()
                        .orElse(states.getFirst());
        boolean same = state.fingerprint().equals(fingerprint);
        return new AttributeDetails(
                name,
                values,
                standing(same, held.isEmpty()),
                state.connection(),
                state.writtenAt());
    }

    private static Standing standing(boolean asWritten, boolean gone) {
        if (asWritten) {
            return gone ? Standing.CLEARED : Standing.AS_WRITTEN;
        }
        return gone ? Standing.REMOVED_BY_HAND : Standing.CHANGED_BY_HAND;
    }

    /**
     * Every membership and every grant on record.
     *
     * @param memberships names of the groups that the account is in
     * @param removed groups that the account was in, as far as that is not on record yet
     */
    static List<GroupDetails> groups(
            AccountEntry account,
            Map<DN, String> memberships,
            Set<DN> removed,
            DirectoryTree tree) {
        Map<DN, String> names = new LinkedHashMap<>(memberships);
        Map<DN, List<String>> grants = new LinkedHashMap<>();
        Set<DN> gone = new HashSet<>(removed);
        GroupRecords records = GroupRecords.of(account);
        records.removed().forEach(grant -> gone.add(tree.group(grant.group())));
        Stream.concat(records.grants().stream(), records.removed().stream())
                .forEach(grant -> {
                    DN group = tree.group(grant.group());
                    names.putIfAbsent(group, grant.group());
                    grants.computeIfAbsent(group, _ -> new ArrayList<>()).add(grant.connection());
                });
        List<GroupDetails> origins = new ArrayList<>();
        names.forEach((group, name) -> {
            boolean member = memberships.containsKey(group);
            origins.add(
                    new GroupDetails(
                            name,
                            grants.getOrDefault(group, List.of()),
                            member,
                            !member && gone.contains(group)));
        });
        return origins;
    }
}
