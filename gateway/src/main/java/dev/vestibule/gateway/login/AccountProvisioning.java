package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.login.AccountResult.Refused;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;
import dev.vestibule.gateway.login.LoginStage.Confirming;
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
final class AccountProvisioning {
    private final AccountMapper mapper;
    private final ProvisioningClient client;
    private final OwnershipAttempts attempts;
    private final LinkedAccounts accounts;

    AccountProvisioning(
            AccountMapper mapper, ProvisioningClient client, OwnershipAttempts attempts) {
        this.mapper = mapper;
        this.client = client;
        this.attempts = attempts;
        accounts = new LinkedAccounts(client);
    }

    /**
     * @param stage the user of the account, and their answers; its command is the same for every
     *     attempt
     * @param facts what is known with the identity and before its account
     */
    Future<AccountResult> settle(Provisioning provisioning, AwaitingDirectory stage, Facts facts) {
        return settle(provisioning, stage, facts, client::provision);
    }

    /** The same with the password of the account that the page asked about. */
    Future<AccountResult> claim(
            Provisioning provisioning, Confirming stage, Facts facts, TypedPassword password) {
        return settle(
                provisioning,
                stage.verified(),
                facts,
                user -> counted(new ClaimAccount(user, stage.dn(), password)));
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
            Provisioning provisioning, AwaitingDirectory stage, Facts facts, Way way) {
        if (!provisioning.enabled()) {
            return Future.succeededFuture(new Settled(null, "off"));
        }
        SubjectLink link = SubjectLink.of(stage.identity(), provisioning);
        if (link == null) {
            return Future.succeededFuture(
                    new Refused(
                            FailureKind.PROVISIONING_REFUSED,
                            "the identity has no claim " + provisioning.trust().subject()));
        }
        return switch (mapper.map(provisioning, facts)) {
            case AccountMapping.UnknownGroups unknown ->
                    Future.succeededFuture(GroupsNotTold.refused(stage.identity(), unknown));
            case AccountMapping.Mapped mapped -> {
                GroupsNotTold.kept(stage.identity(), mapped.unknown());
                yield provision(new WantedAccount(provisioning, stage, link, mapped), way);
            }
            case AccountMapping.Skipped() -> accounts.find(link).map(AccountProvisioning::found);
            case AccountMapping.Unmappable(var detail) ->
                    Future.succeededFuture(new Refused(FailureKind.PROVISIONING_REFUSED, detail));
        };
    }

    private static Future<AccountResult> provision(WantedAccount wanted, Way way) {
        return way.send(wanted.command())
                .compose(reply ->
                        wanted.needsNoAnswer(reply)
                                ? way.send(wanted.unasked())
                                : Future.succeededFuture(reply))
                .map(reply -> provisioned(wanted, reply));
    }

    private static AccountResult provisioned(WantedAccount wanted, ProvisioningReply reply) {
        return switch (reply) {
            case UserProvisioned(_, var outcome, var account, _) ->
                    AccountResult.of(account, outcome.name().toLowerCase(Locale.ROOT));
            case AccountProposed proposed -> wanted.asked(proposed);
            case AccountNotCreated _ -> wanted.notCreated();
            case ConfirmationRequired(var dn, var match) ->
                    new AccountResult.Unconfirmed(dn, match.value());
            case ProvisioningFailure.PasswordRefused refused -> wanted.askedAgain(refused);
            case ProvisioningFailure.AttributeRejected rejected when wanted.hasTyped(rejected) ->
                    wanted.askedAgain(rejected);
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
