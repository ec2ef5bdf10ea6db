package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.gateway.login.LoginProgress.Proof;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;
import dev.vestibule.gateway.login.LoginStage.Confirming;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * What follows the positive answer of an identity provider: first the account, then the next step.
 */
final class AccountStep {
    /** Proofs that one login may offer. */
    private static final int PROOFS = 3;

    private final AccountProvisioning accounts;
    private final SamePerson samePerson;
    private final LoginFacts facts;
    private final WaitingRoom waiting;
    private final Questions questions;
    private final Confirmations confirmations;
    private final LoginDispatcher dispatcher;

    AccountStep(
            AccountProvisioning accounts,
            SamePerson samePerson,
            LoginFacts facts,
            WaitingRoom waiting,
            Questions questions,
            Confirmations confirmations,
            LoginDispatcher dispatcher) {
        this.accounts = accounts;
        this.samePerson = samePerson;
        this.facts = facts;
        this.waiting = waiting;
        this.questions = questions;
        this.confirmations = confirmations;
        this.dispatcher = dispatcher;
    }

    /** Goes on with the login, lets it wait, asks for a proof, or fails. */
    Future<Void> proceed(RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        return settle(ctx, login, stage)
                .compose(result -> carryOn(ctx, login, new Confirming(stage, "", "", 0), result));
    }

    /** The same with the password of the account that the page asked about. */
    Future<Void> claim(
            RoutingContext ctx, LoginTransaction login, Confirming stage, TypedPassword password) {
        VerifiedIdentity identity = stage.verified().identity();
        Facts known = facts.of(ctx, login, identity);
        return accounts.claim(provisioning(login, identity), stage, known, password)
                .compose(result -> carryOn(ctx, login, stage, result));
    }

    private Future<Void> carryOn(
            RoutingContext ctx, LoginTransaction login, Confirming stage, AccountResult result) {
        AwaitingDirectory verified = stage.verified();
        return switch (result) {
            case Settled settled ->
                    dispatcher.dispatch(ctx, proved(ctx, login, verified, settled), null);
            case AccountResult.Refused(var kind, var detail, var account) ->
                    Future.failedFuture(
                            HttpFailure.of(kind, detail)
                                    .concerning(new Concern(null, null, account)));
            case AccountResult.Asked(var proposal, var mistake) ->
                    questions.ask(ctx, login, new Asking(verified, proposal), mistake);
            case AccountResult.Waiting(var detail) ->
                    waiting.admit(ctx, new PendingLogin(login, verified), detail);
            case AccountResult.Unconfirmed(var dn, var hint) ->
                    confirmations.ask(
                            ctx, login, new Confirming(verified, dn, hint, stage.failures()));
            case AccountResult.Unproved(var detail) -> unproved(ctx, login, stage, detail);
        };
    }

    private Future<Void> unproved(
            RoutingContext ctx, LoginTransaction login, Confirming stage, String detail) {
        Confirming next = stage.failedOnceMore();
        return next.failures() < PROOFS
                ? confirmations.ask(ctx, login, next)
                : Future.failedFuture(HttpFailure.of(FailureKind.OWNERSHIP_NOT_PROVED, detail));
    }

    /** Nothing is written for an identity that may belong to another user. */
    private Future<AccountResult> settle(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        return samePerson
                .objection(ctx, login, stage)
                .compose(objection ->
                        objection == null
                                ? ofTheSamePerson(ctx, login, stage)
                                : Future.succeededFuture(objection));
    }

    /** One login has one account: once it is found, later steps are proofs and nothing else. */
    private Future<AccountResult> ofTheSamePerson(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        if (!login.progress().open()) {
            return Future.succeededFuture(new Settled(null, "none"));
        }
        VerifiedIdentity identity = stage.identity();
        Facts known = facts.of(ctx, login, identity);
        return accounts.settle(provisioning(login, identity), stage, known);
    }

    private static Provisioning provisioning(LoginTransaction login, VerifiedIdentity identity) {
        return login.setup().config().connection(identity.connection()).provisioning();
    }

    private LoginTransaction proved(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage, Settled settled) {
        VerifiedIdentity identity = stage.identity();
        StepFacts step =
                new StepFacts(
                        identity.connection(), true, identity.amr(), facts.of(ctx, login).now());
        Proof proof = new Proof(identity, PersonKey.of(identity, provisioning(login, identity)));
        return login.having(login.progress().with(stage.step(), step, proof, settled));
    }
}
