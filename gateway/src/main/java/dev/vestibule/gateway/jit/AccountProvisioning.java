package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.evaluate.AccountMapping.UnknownGroups;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SubjectLink;
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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;

/**
 * Gives a verified identity the account that its connection wants for it, through the provisioning
 * service. Where the account cannot be had the login does not continue.
 */
public record AccountProvisioning(DirectoryClient client, OwnershipAttempts attempts) {
    private static final Logger LOG = LoggerFactory.getLogger(AccountProvisioning.class);

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
            throw refused("the identity has no claim " + provisioning.trust().subject());
        }
        return switch (new AccountMapper().map(provisioning, facts)) {
            case UnknownGroups unknown -> {
                log(wanted, unknown, "the login is refused; groups.unknown: keep lets it go on");
                throw refused("the groups are not known: " + quotable(unknown.detail()));
            }
            case AccountMapping.Mapped mapped -> {
                if (mapped.unknown() != null) {
                    log(wanted, mapped.unknown(), "no membership is withdrawn");
                }
                yield provision(new ProvisionUserFactory(provisioning, wanted, link, mapped), way);
            }
            case AccountMapping.Skipped() ->
                    client.find(link.current(), link.previous()).map(AccountProvisioning::found);
            case AccountMapping.Unmappable(var detail) -> throw refused(detail);
        };
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.PROVISIONING_REFUSED, detail);
    }

    /** One line for each login that the groups of the user are unknown. */
    private static void log(Wanted wanted, UnknownGroups unknown, String next) {
        LOG.warn(
                "event=groups_unknown connection={} claim=\"{}\" detail=\"{}\" next=\"{}\"",
                wanted.identity().connection(),
                quotable(unknown.claim()),
                quotable(unknown.detail()),
                next);
    }

    /** The text of the configuration may have quotes and lines of its own. */
    private static String quotable(String text) {
        return text.replace('"', '\'').replaceAll("\\s+", " ");
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
