package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.jit.AccountResult.Refused;
import dev.vestibule.gateway.jit.AccountResult.Settled;
import dev.vestibule.gateway.jit.JitState.AwaitingProof;
import dev.vestibule.gateway.jit.JitState.Wanted;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountNotCreated;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.ConfirmationRequired;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.Future;

import java.util.Locale;

/**
 * Gives a verified identity the account that its connection wants for it, through the provisioning
 * service. Where the account cannot be had the login does not continue.
 */
public final class AccountProvisioning {
    private final AccountMapper mapper = new AccountMapper();
    private final DirectoryClient client;
    private final OwnershipAttempts attempts;
    private final LinkedAccounts accounts;

    public AccountProvisioning(
            DirectoryClient client, OwnershipAttempts attempts, LinkedAccounts accounts) {
        this.client = client;
        this.attempts = attempts;
        this.accounts = accounts;
    }

    /**
     * @param wanted the user of the account, and what the user said if the page asked; its command
     *     is the same for every attempt
     * @param facts what is known with the identity and before its account
     */
    Future<AccountResult> settle(
            Provisioning provisioning, Wanted wanted, EvaluationContext facts) {
        return settle(provisioning, wanted, facts, client::send);
    }

    /** The same with the password of the account that the page asked about. */
    Future<AccountResult> claim(
            Provisioning provisioning,
            AwaitingProof waiting,
            EvaluationContext facts,
            TypedPassword password) {
        return settle(
                provisioning,
                waiting.wanted(),
                facts,
                user -> counted(new ClaimAccount(user, waiting.account(), password)));
    }

    private Future<Reply<ProvisionUser.Result>> counted(ClaimAccount claim) {
        String dn = claim.dn();
        return attempts.admit(dn)
                .compose(place ->
                        place == null
                                ? Future.succeededFuture(
                                        Reply.failed(
                                                new Failure.PasswordRejected(
                                                        "too many wrong passwords for " + dn)))
                                : client.send(claim)
                                        .compose(reply -> settled(dn, place, reply).map(reply)));
    }

    /** An attempt with any other result than a link to this account has used its place. */
    private Future<Void> settled(String dn, String place, Reply<ProvisionUser.Result> reply) {
        return switch (reply) {
            case Value(UserProvisioned linked)
                    when linked.outcome() == UserProvisioned.Outcome.LINKED
                            && linked.account().dn().equals(dn) ->
                    attempts.forgive(dn);
            case Failed(Failure.DirectoryUnavailable _) -> attempts.giveBack(place);
            case Value<ProvisionUser.Result> _, Failed<ProvisionUser.Result> _ ->
                    Future.succeededFuture();
        };
    }

    /** How a command is sent. */
    private interface Way {
        Future<Reply<ProvisionUser.Result>> send(ProvisionUser command);
    }

    private Future<AccountResult> settle(
            Provisioning provisioning, Wanted wanted, EvaluationContext facts, Way way) {
        if (!provisioning.enabled()) {
            return Future.succeededFuture(new Settled(null, "off"));
        }
        SubjectLink link = SubjectLink.of(wanted.identity(), provisioning);
        if (link == null) {
            return Future.succeededFuture(
                    new Refused(
                            FailureKind.PROVISIONING_REFUSED,
                            "the identity has no claim " + provisioning.trust().subject()));
        }
        return switch (mapper.map(provisioning, facts)) {
            case AccountMapping.UnknownGroups unknown ->
                    Future.succeededFuture(GroupsNotTold.refused(wanted.identity(), unknown));
            case AccountMapping.Mapped mapped -> {
                GroupsNotTold.kept(wanted.identity(), mapped.unknown());
                yield provision(new ProvisionUserFactory(provisioning, wanted, link, mapped), way);
            }
            case AccountMapping.Skipped() -> accounts.find(link).map(AccountProvisioning::found);
            case AccountMapping.Unmappable(var detail) ->
                    Future.succeededFuture(new Refused(FailureKind.PROVISIONING_REFUSED, detail));
        };
    }

    private static Future<AccountResult> provision(ProvisionUserFactory commands, Way way) {
        return way.send(commands.command())
                .compose(reply ->
                        commands.needsNoAnswer(reply)
                                ? way.send(commands.unasked())
                                : Future.succeededFuture(reply))
                .map(reply -> provisioned(commands, reply));
    }

    private static AccountResult provisioned(
            ProvisionUserFactory commands, Reply<ProvisionUser.Result> reply) {
        return switch (reply) {
            case Value(UserProvisioned(_, var outcome, var account, _)) ->
                    AccountResult.of(account, outcome.name().toLowerCase(Locale.ROOT));
            case Value(AccountProposed proposed) -> commands.asked(proposed);
            case Value(AccountNotCreated _) -> commands.notCreated();
            case Value(ConfirmationRequired(var dn, var match)) ->
                    new AccountResult.Unconfirmed(dn, match.value());
            case Failed(Failure.PasswordRefused refused) -> commands.askedAgain(refused);
            case Failed(Failure.AttributeRejected rejected) when commands.hasTyped(rejected) ->
                    commands.askedAgain(rejected);
            case Failed(var failure) -> AccountResult.of(failure);
        };
    }

    private static AccountResult found(Reply<Account> reply) {
        return switch (reply) {
            case Value(var account) -> AccountResult.of(account, "found");
            case Failed(Failure.NoSuchAccount _) -> new Settled(null, "skipped");
            case Failed(var failure) -> AccountResult.of(failure);
        };
    }
}
