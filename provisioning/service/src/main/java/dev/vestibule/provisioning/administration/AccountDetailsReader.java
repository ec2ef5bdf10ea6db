package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.group.CurrentGroups;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns entries into what an administrator is shown of them. */
final class AccountDetailsReader {
    private final AccountStates states;
    private final GroupMemberships memberships;
    private final DirectoryTree tree;

    AccountDetailsReader(AccountStates states, GroupMemberships memberships, DirectoryTree tree) {
        this.states = states;
        this.memberships = memberships;
        this.tree = tree;
    }

    /** With the groups that the account is in now, which costs a search. */
    AccountDetails full(AccountEntry account) throws LDAPException {
        CurrentGroups held = memberships.held(account);
        return details(account, held.all(), memberships.removed(account, held));
    }

    /** With the groups that are granted. */
    AccountDetails brief(AccountEntry account) throws LDAPException {
        return details(account, Map.of(), Set.of());
    }

    private AccountDetails details(AccountEntry account, Map<DN, String> groups, Set<DN> removed)
            throws LDAPException {
        return new AccountDetails(
                account.dnAsWeWriteIt(),
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
                Provenance.attributes(account),
                Provenance.groups(account, groups, removed, tree));
    }
}
