package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.administration.Provenance.AttributeOrigin;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.group.CurrentGroups;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** KeyedLock entries into what an administrator is shown of them. */
final class AccountDetailsReader {
    private final AccountStates states;
    private final GroupMemberships memberships;
    private final DirectoryTree tree;

    AccountDetailsReader(Ldap ldap, DirectoryTree tree, InstantSource clock) {
        this.tree = tree;
        states = new AccountStates(ldap, tree, clock);
        memberships = new GroupMemberships(ldap, tree);
    }

    AccountState state(AccountEntry account) throws LDAPException {
        return states.of(account);
    }

    /** With the groups that the account is a member of now, which needs a search. */
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
        Provenance provenance = Provenance.of(account, groups, removed, tree);
        return new AccountDetails(
                account.account(List.of(), states.of(account)).dn(),
                account.username(),
                states.of(account),
                account.values(SchemaNames.FEDERATED_IDENTITY).stream()
                        .flatMap(AccountDetailsReader::identity)
                        .toList(),
                account.entry().getAttributeValue(SchemaNames.PROVISIONED_BY),
                time(account.entry().getAttributeValue(SchemaNames.PROVISIONED_AT)),
                account.lastSignIn(),
                provenance.attributes().stream().map(origin -> attribute(account, origin)).toList(),
                provenance.groups().stream()
                        .map(group ->
                                new GroupDetails(
                                        group.group(),
                                        group.grantedBy(),
                                        group.member(),
                                        group.removed()))
                        .toList());
    }

    private static AttributeDetails attribute(AccountEntry account, AttributeOrigin origin) {
        return new AttributeDetails(
                origin.attribute(),
                List.copyOf(account.values(origin.attribute())),
                switch (origin.standing()) {
                    case AS_WRITTEN -> Standing.AS_WRITTEN;
                    case CHANGED_BY_HAND -> Standing.CHANGED_BY_HAND;
                    case REMOVED_BY_HAND -> Standing.REMOVED_BY_HAND;
                    case CLEARED -> Standing.CLEARED;
                    case BY_HAND -> Standing.BY_HAND;
                },
                origin.connection(),
                origin.writtenAt());
    }

    /**
     * None for a value that was written by hand in another form: no login finds the account by it.
     */
    private static Stream<FederatedIdentity> identity(String link) {
        int space = link.indexOf(' ');
        return space <= 0
                ? Stream.empty()
                : Stream.of(
                        new FederatedIdentity(link.substring(0, space), link.substring(space + 1)));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : StaticUtils.decodeGeneralizedTime(text).toInstant();
        } catch (ParseException writtenByHand) {
            return null;
        }
    }
}
