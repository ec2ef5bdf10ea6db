package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.jit.AccountResult.Refused;
import dev.vestibule.gateway.jit.AccountResult.Settled;
import dev.vestibule.gateway.jit.JitState.AwaitingProof;
import dev.vestibule.gateway.jit.JitState.Wanted;
import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.provisioning.api.AccountNotCreated;
import dev.vestibule.provisioning.api.AccountProposed;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.ConfirmationRequired;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.api.UserProvisioned;

import io.vertx.core.Future;

import java.util.Locale;

/**
 * Gives a verified identity the account that its connection wants for it, through the provisioning
 * service. Where the account cannot be had the login does not go on.
 */
public final class AccountProvisioning {
    private final AccountMapper mapper = new AccountMapper();
    private final ProvisioningClient client;
    private final OwnershipAttempts attempts;
    private final LinkedAccounts accounts;

    public AccountProvisioning(
            ProvisioningClient client, OwnershipAttempts attempts, LinkedAccounts accounts) {
        this.client = client;
        this.attempts = attempts;
        this.accounts = accounts;
    }

    /**
     * @param wanted the user of the account, and what the user said if they were asked; its command
     *     is the same for every try
     * @param facts what is known with the identity and before its account
     */
    Future<AccountResult> settle(Provisioning provisioning, Wanted wanted, Facts facts) {
        return settle(provisioning, wanted, facts, client::provision);
    }

    /** The same for a user who offers the password of the account that they were asked about. */
    Future<AccountResult> claim(
            Provisioning provisioning, AwaitingProof waiting, Facts facts, TypedPassword password) {
        return settle(
                provisioning,
                waiting.wanted(),
                facts,
                user -> counted(new ClaimAccount(user, waiting.account(), password)));
    }

    private Future<ProvisioningReply> counted(ClaimAccount claim) {
        String dn = claim.dn();
        return attempts.admit(dn)
                .compose(place ->
                        place == null
                                ? Future.succeededFuture(
                                        new ProvisioningFailure.PasswordRejected(
                                                "too many wrong passwords for " + dn))
                                : client.claim(claim)
                                        .compose(reply -> settled(dn, place, reply).map(reply)));
    }

    /** An attempt that came to nothing else than a link to this very account has used its place. */
    private Future<Void> settled(String dn, String place, ProvisioningReply reply) {
        return switch (reply) {
            case UserProvisioned linked
                    when linked.outcome() == UserProvisioned.Outcome.LINKED
                            && linked.account().dn().equals(dn) ->
                    attempts.forgive(dn);
            case ProvisioningFailure.DirectoryUnavailable _ -> attempts.giveBack(place);
            case UserProvisioned _,
                    AccountProposed _,
                    AccountNotCreated _,
                    ConfirmationRequired _,
                    ProvisioningFailure _ ->
                    Future.succeededFuture();
        };
    }

    /** How a command is sent. */
    private interface Way {
        Future<ProvisioningReply> send(ProvisionUser command);
    }

    private Future<AccountResult> settle(
            Provisioning provisioning, Wanted wanted, Facts facts, Way way) {
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
            ProvisionUserFactory commands, ProvisioningReply reply) {
        return switch (reply) {
            case UserProvisioned(_, var outcome, var account, _) ->
                    AccountResult.of(account, outcome.name().toLowerCase(Locale.ROOT));
            case AccountProposed proposed -> commands.asked(proposed);
            case AccountNotCreated _ -> commands.notCreated();
            case ConfirmationRequired(var dn, var match) ->
                    new AccountResult.Unconfirmed(dn, match.value());
            case ProvisioningFailure.PasswordRefused refused -> commands.askedAgain(refused);
            case ProvisioningFailure.AttributeRejected rejected when commands.hasTyped(rejected) ->
                    commands.askedAgain(rejected);
            case ProvisioningFailure failure -> AccountResult.of(failure);
        };
    }

    private static AccountResult found(AccountReply reply) {
        return switch (reply) {
            case AccountReply.Found(var account) -> AccountResult.of(account, "found");
            case AccountReply.NoAccount() -> new Settled(null, "skipped");
            case ProvisioningFailure failure -> AccountResult.of(failure);
        };
    }
}
