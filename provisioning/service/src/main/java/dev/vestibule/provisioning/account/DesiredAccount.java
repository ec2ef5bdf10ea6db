package dev.vestibule.provisioning.account;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.AccountTarget;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.ServerProfile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A command that has passed our own rules.
 *
 * @param attributes what the mapping owns
 * @param groups null when the connection manages no groups
 * @param existing what happens with accounts that match and are not linked
 * @param offer the proof that the user offers for such an account; null if there is none
 */
public record DesiredAccount(
        FederatedLink person,
        String username,
        DesiredAttributes attributes,
        @Nullable GroupGrants groups,
        SyncRules sync,
        NewAccount newAccount,
        ExistingAccounts existing,
        @Nullable Offer offer) {
    private static final int MOST_GROUPS = 1_000;

    /**
     * What a user offers to prove that an account is theirs.
     *
     * @param dn the account that the page asked about
     */
    public record Offer(String dn, TypedPassword password) {}

    /** Checks the command. */
    public static DesiredAccount of(
            ProvisionUser command, @Nullable Offer offer, CommandRules rules) throws Refusal {
        FederatedLink person = FederatedLink.of(command.person());
        // Servers drop or keep outer spaces of a DN as they like.
        String username = command.profile().username().strip();
        AttributeRules.checkName("uid", username, ServerProfile.LONGEST_NAME);
        return new DesiredAccount(
                person,
                username,
                DesiredAttributes.of(command, rules),
                groups(command.groups(), rules.preset()),
                command.sync(),
                newAccount(command.newAccount()),
                AttributeRules.check(command.existing()),
                offer);
    }

    /** The same without what the mapping has for the attribute. */
    public DesiredAccount without(String attribute) {
        return new DesiredAccount(
                person,
                username,
                attributes.without(attribute),
                groups,
                sync,
                newAccount,
                existing,
                offer);
    }

    public String connection() {
        return person.connection();
    }

    /** Issuer, one space, subject. */
    public String link() {
        return person.link();
    }

    /** Where memberships are written; no matter where none are. */
    public Membership membership() {
        return groups == null ? Membership.STATIC : groups.membership();
    }

    /** Beside those that every account has. */
    public List<String> objectClasses() {
        return newAccount.place().objectClasses();
    }

    private static NewAccount newAccount(NewAccount wanted) throws Refusal {
        List<String> classes = AttributeRules.classes(wanted.place().objectClasses());
        return new NewAccount(
                wanted.mode(),
                wanted.password(),
                new AccountTarget(wanted.place().people(), classes));
    }

    private static @Nullable GroupGrants groups(@Nullable GroupGrants groups, ServerProfile preset)
            throws Refusal {
        if (groups == null) {
            return null;
        }
        if (groups.membership() == Membership.DYNAMIC && !preset.dynamicGroups()) {
            throw new Refusal(
                    new PolicyRefused(
                            "dynamic groups need the schema of Vestibule, and Active Directory has"
                                    + " none: write membership: static"));
        }
        if (groups.names().size() > MOST_GROUPS) {
            throw Refusal.rejected("groups", "are more than %d".formatted(MOST_GROUPS));
        }
        List<String> names = groups.names().stream().map(String::strip).toList();
        for (String name : names) {
            AttributeRules.checkName("groups", name, preset.longestGroup());
        }
        Set<String> named = groups.named().stream().map(String::strip).collect(Collectors.toSet());
        return new GroupGrants(
                names, groups.membership(), groups.extent(), named, groups.restore());
    }

    /** Names to look for in what the server says, those of the mapping before our own. */
    public List<String> sent() {
        List<String> sent = new ArrayList<>(attributes.names());
        sent.addAll(
                List.of(
                        "uid",
                        "objectClass",
                        SchemaNames.FEDERATED_IDENTITY,
                        SchemaNames.SYNC_STATE,
                        SchemaNames.GRANTED_GROUP,
                        SchemaNames.GROUP_STATE,
                        SchemaNames.REMOVED_GROUP,
                        SchemaNames.GROUP,
                        SchemaNames.ACCOUNT));
        return sent;
    }
}
