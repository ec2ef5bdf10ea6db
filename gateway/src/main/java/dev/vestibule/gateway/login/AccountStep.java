package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * What follows the positive answer of an identity provider: first the account, then the next step.
 */
final class AccountStep {
    private final AccountProvisioning accounts;
    private final LoginFacts facts;
    private final WaitingRoom waiting;
    private final Questions questions;
    private final LoginDispatcher dispatcher;

    AccountStep(
            AccountProvisioning accounts,
            LoginFacts facts,
            WaitingRoom waiting,
            Questions questions,
            LoginDispatcher dispatcher) {
        this.accounts = accounts;
        this.facts = facts;
        this.waiting = waiting;
        this.questions = questions;
        this.dispatcher = dispatcher;
    }

    /** Goes on with the login, lets it wait for the directory, or fails. */
    Future<Void> proceed(RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        return settle(ctx, login, stage)
                .compose(result ->
                        switch (result) {
                            case Settled settled ->
                                    dispatcher.dispatch(
                                            ctx, proved(ctx, login, stage, settled), null);
                            case AccountResult.Refused(var kind, var detail) ->
                                    Future.failedFuture(HttpFailure.of(kind, detail));
                            case AccountResult.Asked(var proposal, var problem) ->
                                    questions.ask(ctx, login, new Asking(stage, proposal), problem);
                            case AccountResult.Waiting(var detail) ->
                                    waiting.admit(ctx, new PendingLogin(login, stage), detail);
                        });
    }

    /** One login has one account: once it is found, later steps are proofs and nothing else. */
    private Future<AccountResult> settle(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        if (!login.progress().open()) {
            return Future.succeededFuture(new Settled(null, "none"));
        }
        VerifiedIdentity identity = stage.identity();
        Provisioning provisioning =
                login.setup().config().connection(identity.connection()).provisioning();
        Facts known = facts.of(ctx, login, identity);
        return accounts.settle(provisioning, stage, known);
    }

    private LoginTransaction proved(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage, Settled settled) {
        VerifiedIdentity identity = stage.identity();
        StepFacts step =
                new StepFacts(
                        identity.connection(), true, identity.amr(), facts.of(ctx, login).now());
        return login.having(login.progress().with(stage.step(), step, identity, settled));
    }
}
