package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.CommandRules;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.SchemaEquality;
import dev.vestibule.provisioning.account.SchemaSyntax;
import dev.vestibule.provisioning.api.AccountNotCreated;
import dev.vestibule.provisioning.api.AccountProposed;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.DirectoryReply;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkReply;
import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.api.UserProvisioned.Outcome;
import dev.vestibule.provisioning.credential.AccountPasswords;
import dev.vestibule.provisioning.credential.OwnershipProof;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.group.NestedGroups;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.SchemaCache;
import dev.vestibule.provisioning.ldap.Subtree;
import dev.vestibule.provisioning.ldap.dialect.AttributeTranslation;
import dev.vestibule.provisioning.ldap.dialect.Dialects;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;
import dev.vestibule.provisioning.link.AccountLinks;
import dev.vestibule.provisioning.link.ExistingAccountRules;
import dev.vestibule.provisioning.link.ExistingAccountRules.Verdict;
import dev.vestibule.provisioning.link.LinkedIdentities;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes accounts match verified identities. Straight-line blocking code, for virtual threads; any
 * number of threads and nodes may work on one directory.
 */
public final class UserDirectory {
    private final AccountFinder accounts;
    private final ExistingAccountRules existing;
    private final AccountCreator creator;
    private final AccountUpdater updater;
    private final GroupMemberships memberships;
    private final AccountStates states;
    private final AccountLinks links;
    private final KeyedLock names;
    private final ProvisioningAttempts attempts;
    private final NestedGroups nested;
    private final CommandRules rules;
    private final DirectoryTree tree;
    private final AccountPasswords passwords;
    private final LinkedIdentities identities;

    /** Works through these connections, which stay the caller's to close. */
    public UserDirectory(DirectoryConfig config, LdapConnections connections, InstantSource clock) {
        this(config, connections, clock, new SecureRandom());
    }

    /** The same with another source of randomness. */
    UserDirectory(
            DirectoryConfig config,
            LdapConnections connections,
            InstantSource clock,
            RandomGenerator random) {
        Ldap ldap = Dialects.of(config, connections.pool());
        tree = DirectoryTree.of(config);
        accounts = new AccountFinder(ldap, tree);
        SchemaCache schema = new SchemaCache(connections.pool()::getSchema, clock);
        rules =
                new CommandRules(
                        tree.preset(),
                        AttributeTranslation.of(config.type(), config.bookkeeping()).occupied(),
                        new SchemaEquality(schema),
                        new SchemaSyntax(schema));
        nested =
                new NestedGroups(
                        new Subtree(ldap, tree.groups()),
                        config.nestedGroups(),
                        tree.preset().chasesGroups());
        creator = new AccountCreator(ldap, tree, new EntryTemplates(tree, random), clock);
        updater = new AccountUpdater(ldap, tree, nested, clock);
        OwnershipProof proof = new OwnershipProof(connections, clock);
        existing = new ExistingAccountRules(ldap, proof, tree, clock);
        memberships = new GroupMemberships(ldap, tree);
        states = new AccountStates(ldap, tree, clock);
        links = new AccountLinks(ldap, tree);
        names = new KeyedLock(config.limits().commandTimeout());
        attempts =
                new ProvisioningAttempts(
                        this::reconcile, new KeyedLock(config.limits().commandTimeout()));
        passwords = new AccountPasswords(connections.pool(), ldap, tree.preset().passwords());
        identities =
                new LinkedIdentities(
                        ldap,
                        accounts,
                        states,
                        new KeyedLock(config.limits().commandTimeout()),
                        clock);
    }

    /** Creates or updates the account; the same command again changes nothing. */
    public ProvisioningReply provision(ProvisionUser command) {
        return provision(command, null);
    }

    /** The same with a proof that an account belongs to the user. */
    public ProvisioningReply claim(ClaimAccount command) {
        return provision(
                command.user(), new DesiredAccount.Offer(command.dn(), command.password()));
    }

    private ProvisioningReply provision(
            ProvisionUser command, DesiredAccount.@Nullable Offer offer) {
        try {
            return attempts.provision(
                    command.commandId(), DesiredAccount.of(command, offer, rules));
        } catch (Refusal refusal) {
            return refusal.failure();
        }
    }

    /** Finds the account that is linked to the identity. */
    public AccountReply find(FindAccount query) {
        try {
            AccountEntry account = accounts.linkedTo(FederatedLink.link(query.identity()));
            return account == null
                    ? new AccountReply.NoAccount()
                    : new AccountReply.Found(account.account(groups(account), states.of(account)));
        } catch (Refusal refusal) {
            return refusal.failure();
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of());
        }
    }

    /** Takes a link from an account; the same command again changes nothing. */
    public UnlinkReply unlink(UnlinkAccount command) {
        try {
            return links.unlink(command);
        } catch (Refusal refusal) {
            return refusal.failure();
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of(SchemaNames.FEDERATED_IDENTITY));
        }
    }

    /** Links of accounts to further identities, at the same directory. */
    public LinkedIdentities identities() {
        return identities;
    }

    /**
     * Whether the directory answers, accepts the gateway's bind and has the container of accounts.
     */
    public DirectoryReply check(CheckDirectory query) {
        try {
            DN missing = accounts.missingContainer();
            return missing == null
                    ? new DirectoryReply.DirectoryReady()
                    : new PolicyRefused("the container of accounts is missing: " + missing);
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of());
        }
    }

    private List<String> groups(AccountEntry account) throws LDAPException {
        return nested.names(account.dn(), memberships.of(account));
    }

    private ProvisioningReply reconcile(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        AccountEntry linked = accounts.linkedTo(desired.link());
        AccountEntry account = linked == null ? identities.followed(desired) : linked;
        if (account != null) {
            return update(commandId, account, desired);
        }
        return switch (existing.apply(desired)) {
            case Verdict.Linked(var taken) -> linked(commandId, taken, desired);
            case Verdict.Asked(var question) -> question;
            case Verdict.Nobody() -> create(commandId, desired);
        };
    }

    private ProvisioningReply create(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        if (desired.newAccount().mode() == Mode.NONE) {
            return new AccountNotCreated(commandId);
        }
        Optional<AccountCreator.Creation> found =
                desired.newAccount().mode() == Mode.PROPOSE
                        ? Optional.empty()
                        : names.take(desired.username(), () -> creator.create(desired));
        if (found.isEmpty()) {
            return new AccountProposed(commandId, creator.freeName(desired), false);
        }
        AccountCreator.Creation creation = found.get();
        if (!creation.created()) {
            return update(commandId, creation.account(), desired);
        }
        AccountUpdater.Update made =
                updater.complete(creation.account(), creation.groups(), desired);
        passwords.give(creation.account(), desired.newAccount().password());
        return new UserProvisioned(commandId, Outcome.CREATED, made.account(), made.changes());
    }

    private UserProvisioned linked(String commandId, AccountEntry account, DesiredAccount desired)
            throws LDAPException, Refusal {
        AccountUpdater.Update update = updater.update(account, desired);
        return new UserProvisioned(commandId, Outcome.LINKED, update.account(), update.changes());
    }

    private ProvisioningReply update(String commandId, AccountEntry account, DesiredAccount desired)
            throws LDAPException, Refusal {
        boolean ask = desired.newAccount().mode() == Mode.PROPOSE;
        if (ask && account.lacksPassword() && states.of(account).usable()) {
            return new AccountProposed(commandId, account.username(), true);
        }
        AccountUpdater.Update update = updater.update(account, desired);
        passwords.give(account, desired.newAccount().password());
        return new UserProvisioned(
                commandId,
                update.changed() ? Outcome.UPDATED : Outcome.UNCHANGED,
                update.account(),
                update.changes());
    }
}
