package dev.vestibule.provisioning;

import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.PersonRule;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.credential.AccountPasswords;
import dev.vestibule.provisioning.credential.Credentials;
import dev.vestibule.provisioning.credential.OwnershipProof;
import dev.vestibule.provisioning.group.GrantedGroups;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.NestedGroups;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.dialect.Dialects;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;
import dev.vestibule.provisioning.link.AccountLinks;
import dev.vestibule.provisioning.link.ExistingAccountRules;
import dev.vestibule.provisioning.link.LinkEligibility;
import dev.vestibule.provisioning.link.LinkedIdentities;
import dev.vestibule.provisioning.merge.AccountCreator;
import dev.vestibule.provisioning.merge.AccountUpdater;
import dev.vestibule.provisioning.merge.TakenUsernames;
import dev.vestibule.provisioning.merge.UserDirectory;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Everything that answers commands about one directory. This is the one place that builds the
 * collaborators and hands them to each other.
 *
 * @param users makes accounts match verified identities
 * @param links removes links
 * @param identities lists and adds links
 * @param credentials passwords and factors
 * @param accounts what administrators do with accounts
 */
public record DirectoryServices(
        UserDirectory users,
        AccountLinks links,
        LinkedIdentities identities,
        Credentials credentials,
        AccountDirectory accounts) {

    /** Works through these connections, which stay the caller's to close. */
    public static DirectoryServices of(
            DirectoryConfig config, LdapConnections connections, InstantSource clock) {
        Ldap ldap = Dialects.of(config, connections.pool());
        DirectoryTree tree = DirectoryTree.of(config);
        AccountFinder accounts = new AccountFinder(ldap, tree);
        AccountStates states = new AccountStates(ldap, tree, clock);
        return new Parts(config, connections, clock, ldap, tree, accounts, states).services();
    }

    /** What the services of one directory share. */
    private record Parts(
            DirectoryConfig config,
            LdapConnections connections,
            InstantSource clock,
            Ldap ldap,
            DirectoryTree tree,
            AccountFinder accounts,
            AccountStates states) {

        DirectoryServices services() {
            EntryTemplates templates = new EntryTemplates(tree, new SecureRandom());
            GroupMemberships memberships = new GroupMemberships(ldap, tree, templates);
            GrantedGroups granted = new GrantedGroups(ldap, tree, memberships);
            NestedGroups nested = new NestedGroups(ldap, tree, config.kind().nestedGroups());
            var identities = new LinkedIdentities(accounts, states, lock());
            var updater = new AccountUpdater(states, memberships, granted, nested);
            var creator =
                    new AccountCreator(
                            accounts, memberships, templates, clock, new TakenUsernames(clock));
            return new DirectoryServices(
                    users(identities, creator, updater),
                    new AccountLinks(accounts, granted),
                    identities,
                    credentials(updater),
                    new AccountDirectory(config, connections, accounts, states, memberships));
        }

        private UserDirectory users(
                LinkedIdentities identities, AccountCreator creator, AccountUpdater updater) {
            var eligibility = new LinkEligibility(states, new PersonRule(tree.placeholder()));
            OwnershipProof proof = new OwnershipProof(connections, clock);
            return new UserDirectory(
                    DesiredAccount.Rules.of(config, connections.pool()::getSchema, clock),
                    accounts,
                    identities,
                    new ExistingAccountRules(accounts, eligibility, proof, clock),
                    creator,
                    updater,
                    new AccountPasswords(connections.pool(), ldap, tree.profile().passwords()),
                    lock(),
                    lock());
        }

        private Credentials credentials(AccountUpdater updater) {
            return Credentials.of(
                    new Credentials.Directory(
                            connections,
                            ldap,
                            tree,
                            accounts,
                            states,
                            updater::read,
                            config.kind().metadata() instanceof OwnSchema),
                    clock);
        }

        private KeyedLock lock() {
            return new KeyedLock(config.limits().commandTimeout());
        }
    }
}
