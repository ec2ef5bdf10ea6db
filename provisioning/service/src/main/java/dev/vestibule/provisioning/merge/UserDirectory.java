package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
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
        return Replies.of(
                () -> attempts(command.commandId(), DesiredAccount.of(command, offer, rules)));
    }

    /** Finds the account that is linked to the identity. */
    public Reply<Account> find(FindAccount query) {
        return Replies.of(
                () -> updater.read(accounts.required(FederatedLink.leading(query.identity()))));
    }

    /**
     * An optional value that the directory refuses is omitted, so that it does not prevent a
     * sign-in.
     */
    private ProvisionUser.Result attempts(String commandId, DesiredAccount wanted) throws Refusal {
        DesiredAccount desired = wanted;
        while (true) {
            try {
                return omitting(desired, attempt(commandId, desired));
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

    private static ProvisionUser.Result omitting(
            DesiredAccount desired, ProvisionUser.Result reply) {
        List<String> omitted = List.copyOf(desired.attributes().omitted());
        if (omitted.isEmpty() || !(reply instanceof UserProvisioned done)) {
            return reply;
        }
        LOG.info(
                "event=attributes_omitted connection={} account=\"{}\" attributes={}",
                desired.connection(),
                done.dn(),
                omitted);
        return new UserProvisioned(
                done.commandId(), done.outcome(), done.account(), done.changes().omitting(omitted));
    }

    /**
     * Logins of one user in this process run one after the other from the first attempt on: each
     * writes several times, and simultaneous ones would make each other fail.
     */
    private ProvisionUser.Result attempt(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        return people.take(desired.link(), () -> repeat(commandId, desired));
    }

    private ProvisionUser.Result repeat(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        for (int attempt = 1; attempt < ResultCodes.ATTEMPTS; attempt++) {
            try {
                return reconcile(commandId, desired);
            } catch (LDAPException e) {
                if (!ResultCodes.lostARace(e)) {
                    throw e;
                }
            }
        }
        return reconcile(commandId, desired);
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
        var made = updater.complete(creation.account(), creation.groups(), desired);
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
