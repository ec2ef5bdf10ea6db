package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.NamedAccounts;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ChangeCommand.AccountAssigned;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountNotCreated;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.Result;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.credential.AccountPasswords;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.link.ExistingAccountRules;
import dev.vestibule.provisioning.link.ExistingAccountRules.Verdict;
import dev.vestibule.provisioning.link.LinkedIdentities;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Makes accounts match verified identities. Straight-line blocking code, for virtual threads; any
 * number of threads and nodes may work on one directory.
 *
 * <p>An attempt is repeated where another login was quicker, and without an optional attribute
 * whose value the directory refuses.
 *
 * @param names lets sign-ins that want the same username take turns
 * @param people lets the sign-ins of one user take turns
 */
public record UserDirectory(
        DesiredAccount.Rules rules,
        AccountFinder accounts,
        LinkedIdentities identities,
        ExistingAccountRules existing,
        AccountCreator creator,
        AccountUpdater updater,
        AccountPasswords passwords,
        KeyedLock names,
        KeyedLock people) {
    private static final Logger LOG = LoggerFactory.getLogger(UserDirectory.class);

    /** Creates or updates the account; the same command again changes nothing. */
    public Reply<Result> provision(ProvisionUser command) {
        return provision(command, null);
    }

    /** The same for a user who offers a proof that an account is theirs. */
    public Reply<Result> claim(ClaimAccount command) {
        return provision(
                command.user(), new DesiredAccount.Offer(command.dn(), command.password()));
    }

    private Reply<Result> provision(ProvisionUser command, DesiredAccount.@Nullable Offer offer) {
        return Replies.of(() -> attempts(DesiredAccount.of(command, offer, rules)));
    }

    /** Gives an account groups and attributes; the same command again changes nothing. */
    public Reply<AccountAssigned> assign(AssignToAccount command) {
        return Replies.of(() -> assigned(DesiredAccount.of(command, rules)));
    }

    private AccountAssigned assigned(DesiredAccount desired) throws Refusal {
        try {
            var update = people.take(desired.link(), () -> Replies.repeated(_ -> given(desired)));
            return new AccountAssigned(
                    desired.commandId(), update.account(), update.changed(), update.changes());
        } catch (LDAPException e) {
            throw new Refusal(ResultCodes.failure(e, desired.sent()));
        }
    }

    private AccountUpdater.Update given(DesiredAccount desired) throws LDAPException, Refusal {
        return updater.update(accounts.required(desired.link()), desired);
    }

    /** Finds the account that is linked to the identity. */
    public Reply<Account> find(FindAccount query) {
        return Replies.of(
                () -> updater.read(accounts.required(FederatedLink.leading(query.identity()))));
    }

    /** Finds the account with the username. */
    public Reply<Account> find(FindAccount.FindByUsername query) {
        return Replies.of(
                () -> updater.read(new NamedAccounts(accounts).withUsername(query.username())));
    }

    /**
     * An optional value that the directory refuses is omitted, so that it does not prevent a
     * sign-in.
     */
    private Result attempts(DesiredAccount wanted) throws Refusal {
        DesiredAccount desired = wanted;
        while (true) {
            try {
                return attempt(desired);
            } catch (LDAPException e) {
                var failure = ResultCodes.failure(e, desired.sent());
                if (!ResultCodes.aboutAValue(e)
                        || !(failure instanceof AttributeRejected(var name, _))
                        || !desired.attributes().optional(name)) {
                    throw new Refusal(failure);
                }
                desired = desired.without(name);
            }
        }
    }

    /**
     * Logins of one user in this process run one after the other from the first attempt on: each
     * writes several times, and simultaneous ones would make each other fail.
     */
    private Result attempt(DesiredAccount desired) throws LDAPException, Refusal {
        return people.take(desired.link(), () -> Replies.repeated(_ -> reconcile(desired)));
    }

    private Result reconcile(DesiredAccount desired) throws LDAPException, Refusal {
        AccountEntry linked = accounts.linkedTo(desired.link());
        AccountEntry account = linked == null ? identities.followed(desired) : linked;
        if (account != null) {
            return update(account, desired);
        }
        return switch (existing.apply(desired)) {
            case Verdict.Linked(var taken) ->
                    provisioned(desired, Outcome.LINKED, updater.update(taken, desired));
            case Verdict.Unproved(var question) -> question;
            case Verdict.NoMatch() -> create(desired);
        };
    }

    private Result create(DesiredAccount desired) throws LDAPException, Refusal {
        if (desired.newAccount().mode() == Mode.NONE) {
            return new AccountNotCreated(desired.commandId());
        }
        AccountCreator.Creation creation =
                desired.newAccount().mode() == Mode.PROPOSE
                        ? null
                        : names.take(desired.username(), () -> creator.create(desired));
        if (creation == null) {
            return new AccountProposed(desired.commandId(), creator.freeName(desired), false);
        }
        var made = updater.complete(creation.account(), creation.groups(), desired);
        passwords.give(creation.account(), desired.newAccount().password());
        return provisioned(desired, Outcome.CREATED, made);
    }

    private static UserProvisioned provisioned(
            DesiredAccount desired, Outcome outcome, AccountUpdater.Update update) {
        List<String> omitted = List.copyOf(desired.attributes().omitted());
        if (!omitted.isEmpty()) {
            LOG.info(
                    "event=attributes_omitted connection={} account=\"{}\" attributes={}",
                    desired.connection(),
                    update.account().dn(),
                    omitted);
        }
        var changes = update.changes().omitting(omitted);
        return new UserProvisioned(desired.commandId(), outcome, update.account(), changes);
    }

    private Result update(AccountEntry account, DesiredAccount desired)
            throws LDAPException, Refusal {
        boolean ask = desired.newAccount().mode() == Mode.PROPOSE;
        if (ask && account.lacksPassword() && updater.isUsable(account)) {
            return new AccountProposed(desired.commandId(), account.username(), true);
        }
        var update = updater.update(account, desired);
        passwords.give(account, desired.newAccount().password());
        return provisioned(desired, update.changed() ? Outcome.UPDATED : Outcome.UNCHANGED, update);
    }
}
