package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountNotCreated;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.credential.AccountPasswords;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.link.ExistingAccountRules;
import dev.vestibule.provisioning.link.ExistingAccountRules.Verdict;
import dev.vestibule.provisioning.link.LinkedIdentities;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Makes accounts match verified identities. Straight-line blocking code, for virtual threads; any
 * number of threads and nodes may work on one directory.
 */
public final class UserDirectory {
    private final DesiredAccount.Rules rules;
    private final AccountFinder accounts;
    private final LinkedIdentities identities;
    private final ExistingAccountRules existing;
    private final AccountCreator creator;
    private final AccountUpdater updater;
    private final AccountPasswords passwords;
    private final KeyedLock names;
    private final ProvisioningAttempts attempts;

    /**
     * Answers with these collaborators.
     *
     * @param patience how long a sign-in waits for another one that wants the same
     */
    public UserDirectory(
            DesiredAccount.Rules rules,
            AccountFinder accounts,
            LinkedIdentities identities,
            ExistingAccountRules existing,
            AccountCreator creator,
            AccountUpdater updater,
            AccountPasswords passwords,
            Duration patience) {
        this.rules = rules;
        this.accounts = accounts;
        this.identities = identities;
        this.existing = existing;
        this.creator = creator;
        this.updater = updater;
        this.passwords = passwords;
        names = new KeyedLock(patience);
        attempts = new ProvisioningAttempts(this::reconcile, new KeyedLock(patience));
    }

    /** Creates or updates the account; the same command again changes nothing. */
    public Reply<ProvisionUser.Result> provision(ProvisionUser command) {
        return provision(command, null);
    }

    /** The same for a user who offers a proof that an account is theirs. */
    public Reply<ProvisionUser.Result> claim(ClaimAccount command) {
        return provision(
                command.user(), new DesiredAccount.Offer(command.dn(), command.password()));
    }

    private Reply<ProvisionUser.Result> provision(
            ProvisionUser command, DesiredAccount.@Nullable Offer offer) {
        return Replies.of(() ->
                attempts.provision(command.commandId(), DesiredAccount.of(command, offer, rules)));
    }

    /** Finds the account that is linked to the identity. */
    public Reply<Account> find(FindAccount query) {
        return Replies.of(
                () -> updater.read(accounts.required(FederatedLink.leading(query.identity()))));
    }

    private ProvisionUser.Result reconcile(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        AccountEntry linked = accounts.linkedTo(desired.link());
        AccountEntry account = linked == null ? identities.followed(desired) : linked;
        if (account != null) {
            return update(commandId, account, desired);
        }
        return switch (existing.apply(desired)) {
            case Verdict.Linked(var taken) -> linked(commandId, taken, desired);
            case Verdict.Unproved(var question) -> question;
            case Verdict.NoMatch() -> create(commandId, desired);
        };
    }

    private ProvisionUser.Result create(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        if (desired.newAccount().mode() == Mode.NONE) {
            return new AccountNotCreated(commandId);
        }
        AccountCreator.Creation creation =
                desired.newAccount().mode() == Mode.PROPOSE
                        ? null
                        : names.take(desired.username(), () -> creator.create(desired));
        if (creation == null) {
            return new AccountProposed(commandId, creator.freeName(desired), false);
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

    private ProvisionUser.Result update(
            String commandId, AccountEntry account, DesiredAccount desired)
            throws LDAPException, Refusal {
        boolean ask = desired.newAccount().mode() == Mode.PROPOSE;
        if (ask && account.lacksPassword() && updater.isUsable(account)) {
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
