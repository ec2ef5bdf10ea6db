package dev.vestibule.provisioning.directory;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command that has passed our own rules.
 *
 * @param link issuer, one space, subject
 * @param attributes what the mapping owns
 * @param groups null when the connection manages no groups
 * @param membership where memberships are written
 * @param previous the older link that this one takes the place of, null when there is none
 * @param password of the account when it is new, null leaves it without one
 * @param objectClasses beside those that every account has
 * @param existing what becomes of accounts that match and are not linked
 * @param offer the proof that the person offers for such an account; null while there is none
 */
record DesiredAccount(
        String connection,
        String link,
        String username,
        DesiredAttributes attributes,
        @Nullable List<String> groups,
        Membership membership,
        @Nullable String previous,
        NewAccount newAccount,
        @Nullable TypedPassword password,
        SyncRules sync,
        @Nullable String container,
        List<String> objectClasses,
        ExistingAccounts existing,
        OwnershipProof.@Nullable Offer offer) {
    private static final int MOST_GROUPS = 1_000;

    /**
     * Checks the command.
     *
     * @param occupied attributes that something of ours is kept in
     * @param equality which values are one and the same to the directory
     */
    static DesiredAccount of(
            ProvisionUser command, Preset preset, Set<String> occupied, EqualityRules equality)
            throws Refusal {
        if (command.connection().isBlank() || command.connection().indexOf(' ') >= 0) {
            throw AttributeRules.rejected("connection", "is not an id");
        }
        // Servers drop or keep outer spaces of a DN as they like.
        String username = command.username().strip();
        AttributeRules.checkName("uid", username, AttributeRules.LONGEST_NAME);
        return new DesiredAccount(
                command.connection(),
                link(command.identity()),
                username,
                DesiredAttributes.of(command, preset, occupied, equality),
                groups(command, preset),
                command.membership(),
                previous(command),
                command.newAccount(),
                command.password(),
                command.sync(),
                command.place().people(),
                AttributeRules.classes(command.place().objectClasses()),
                AttributeRules.check(command.existing()),
                null);
    }

    private static @Nullable String previous(ProvisionUser command) throws Refusal {
        FederatedIdentity previous = command.previous();
        return previous == null ? null : link(previous);
    }

    /** The same for a person who offers a proof that an account is theirs. */
    static DesiredAccount of(
            ClaimAccount command, Preset preset, Set<String> occupied, EqualityRules equality)
            throws Refusal {
        return of(command.user(), preset, occupied, equality)
                .offering(new OwnershipProof.Offer(command.dn(), command.password()));
    }

    private DesiredAccount offering(OwnershipProof.Offer proof) {
        return new DesiredAccount(
                connection,
                link,
                username,
                attributes,
                groups,
                membership,
                previous,
                newAccount,
                password,
                sync,
                container,
                objectClasses,
                existing,
                proof);
    }

    /** An issuer is a URL, so the first space is where it ends. */
    static String link(FederatedIdentity identity) throws Refusal {
        String link = identity.issuer() + " " + identity.subject();
        boolean ambiguous =
                identity.issuer().isBlank()
                        || identity.subject().isBlank()
                        || identity.issuer().chars().anyMatch(Character::isWhitespace);
        boolean unusable =
                link.length() > AttributeRules.LONGEST_VALUE / 4
                        || link.chars().anyMatch(Character::isISOControl)
                        || !AttributeRules.wellFormed(link);
        if (ambiguous || unusable) {
            throw new Refusal(
                    new AttributeRejected(
                            SchemaNames.FEDERATED_IDENTITY,
                            "the issuer or subject is blank, too long or not plain text"));
        }
        return link;
    }

    private static @Nullable List<String> groups(ProvisionUser command, Preset preset)
            throws Refusal {
        List<String> groups = command.groups();
        if (groups == null) {
            return null;
        }
        if (command.membership() == Membership.DYNAMIC && !preset.dynamicGroups()) {
            throw new Refusal(
                    new PolicyRefused(
                            "dynamic groups need the schema of Vestibule, and Active Directory has"
                                    + " none: write membership: static"));
        }
        if (groups.size() > MOST_GROUPS) {
            throw AttributeRules.rejected("groups", "are more than %d".formatted(MOST_GROUPS));
        }
        List<String> names = groups.stream().map(String::strip).toList();
        for (String name : names) {
            AttributeRules.checkName("groups", name, preset.longestGroup());
        }
        return names;
    }

    /** Names to look for in what the server says, those of the mapping before our own. */
    List<String> sent() {
        List<String> sent = new ArrayList<>(attributes.names());
        sent.addAll(
                List.of(
                        "uid",
                        "objectClass",
                        SchemaNames.FEDERATED_IDENTITY,
                        SchemaNames.SYNC_STATE,
                        SchemaNames.GRANTED_GROUP,
                        SchemaNames.GROUP,
                        SchemaNames.ACCOUNT));
        return sent;
    }
}
