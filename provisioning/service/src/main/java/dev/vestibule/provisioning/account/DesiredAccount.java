package dev.vestibule.provisioning.account;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.SchemaCache;
import dev.vestibule.provisioning.ldap.dialect.AttributeTranslation;
import dev.vestibule.provisioning.ldap.dialect.ServerProfile;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that has passed our own rules.
 *
 * @param connection what is recorded as the origin: a connection, or {@code flow:ID}
 * @param link issuer, one space, subject; or the account by itself
 * @param previousLink the older link that this one takes the place of; null when there is none
 * @param attributes what the mapping owns
 * @param groups null when the connection manages no groups
 * @param existing what happens with accounts that match and are not linked
 * @param offer the proof that the user offers for such an account; null if there is none
 */
public record DesiredAccount(
        String commandId,
        String connection,
        String link,
        @Nullable String previousLink,
        String username,
        DesiredAttributes attributes,
        @Nullable GroupGrants groups,
        SyncRules sync,
        NewAccount newAccount,
        ExistingAccounts existing,
        @Nullable Offer offer) {
    private static final int MOST_GROUPS = 1_000;

    /**
     * What a directory demands of a command.
     *
     * @param occupied attributes that something of ours is kept in
     * @param equality which values are one and the same to the directory
     * @param syntax which values it takes
     */
    public record Rules(
            ServerProfile profile,
            Set<String> occupied,
            SchemaEquality equality,
            SchemaSyntax syntax) {

        /** Of this directory. */
        public static Rules of(
                DirectoryConfig config, SchemaCache.Source source, InstantSource clock) {
            SchemaCache schema = new SchemaCache(source, clock);
            return new Rules(
                    ServerProfile.of(config.kind().type(), config.kind().metadata()),
                    AttributeTranslation.of(config.kind().type(), config.kind().metadata())
                            .occupied(),
                    new SchemaEquality(schema),
                    new SchemaSyntax(schema));
        }
    }

    /**
     * What a user offers to prove that an account is theirs.
     *
     * @param dn the account that the page asked about
     */
    public record Offer(String dn, TypedPassword password) {}

    /** Checks the command. */
    public static DesiredAccount of(ProvisionUser command, @Nullable Offer offer, Rules rules)
            throws Refusal {
        var person = command.person();
        requireId(person.connection());
        var previous = person.previous();
        // Servers drop or keep outer spaces of a DN as they like.
        String username = command.profile().username().strip();
        AttributeRules.checkName("uid", username, ServerProfile.LONGEST_NAME);
        return new DesiredAccount(
                command.commandId(),
                person.connection(),
                FederatedLink.of(person.identity()),
                previous == null ? null : FederatedLink.of(previous),
                username,
                DesiredAttributes.of(command, rules),
                groups(command.groups(), rules.profile()),
                command.sync(),
                newAccount(command.newAccount()),
                AttributeRules.check(command.existing()),
                offer);
    }

    /** Checks the command of a step that assigns: the account exists, and nothing is withdrawn. */
    public static DesiredAccount of(AssignToAccount command, Rules rules) throws Refusal {
        requireId(command.source());
        return new DesiredAccount(
                command.commandId(),
                command.source(),
                FederatedLink.leading(
                        new FederatedIdentity(FederatedIdentity.ACCOUNT_ISSUER, command.account())),
                null,
                "",
                DesiredAttributes.of(command.attributes(), rules),
                groups(grants(command), rules.profile()),
                SyncRules.MERGE,
                new NewAccount(NewAccount.Mode.NONE, null, AccountTarget.USUAL),
                ExistingAccounts.IGNORED,
                null);
    }

    private static @Nullable GroupGrants grants(AssignToAccount command) {
        return command.groups().isEmpty()
                ? null
                : new GroupGrants(
                        command.groups(),
                        command.membership(),
                        GroupGrants.Extent.KNOWN,
                        Set.copyOf(command.groups()),
                        false);
    }

    private static void requireId(String connection) throws Refusal {
        if (connection.isBlank() || connection.indexOf(' ') >= 0) {
            throw Refusal.rejected("connection", "is not an id");
        }
    }

    /** The same without what the mapping has for the attribute. */
    public DesiredAccount without(String attribute) {
        return new DesiredAccount(
                commandId,
                connection,
                link,
                previousLink,
                username,
                attributes.without(attribute),
                groups,
                sync,
                newAccount,
                existing,
                offer);
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

    private static @Nullable GroupGrants groups(@Nullable GroupGrants groups, ServerProfile profile)
            throws Refusal {
        if (groups == null) {
            return null;
        }
        if (groups.membership() == Membership.DYNAMIC && !profile.dynamicGroups()) {
            throw Refusal.policy(
                    "dynamic groups need the schema of Vestibule, and Active Directory has none:"
                            + " write membership: static");
        }
        if (groups.names().size() > MOST_GROUPS) {
            throw Refusal.rejected("groups", "are more than %d".formatted(MOST_GROUPS));
        }
        List<String> names = groups.names().stream().map(String::strip).toList();
        for (String name : names) {
            AttributeRules.checkName("groups", name, profile.longestGroup());
        }
        Set<String> named = groups.named().stream().map(String::strip).collect(Collectors.toSet());
        return new GroupGrants(
                names, groups.membership(), groups.extent(), named, groups.restore());
    }

    /** Names to look for in what the server says, those of the mapping before our own. */
    public List<String> sent() {
        Stream<String> ours =
                Stream.of(
                        "uid",
                        "objectClass",
                        SchemaNames.FEDERATED_IDENTITY,
                        SchemaNames.SYNC_STATE,
                        SchemaNames.GRANTED_GROUP,
                        SchemaNames.GROUP_STATE,
                        SchemaNames.REMOVED_GROUP,
                        SchemaNames.GROUP,
                        SchemaNames.ACCOUNT);
        return Stream.concat(attributes.names().stream(), ours).toList();
    }
}
