package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.step.Step;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RetryPage;
import dev.vestibule.gateway.login.PendingLogin.Channel;

import io.vertx.core.Future;

import java.util.function.Predicate;

/**
 * Asks the flow what a login needs next and has the handler of that step carry it out. The only one
 * that does: every handler returns here, and none calls another.
 */
record LoginDispatcher(
        LoginKinds kinds,
        Completions completions,
        LoginTransactions transactions,
        Pages pages,
        ErrorPage errors) {
    private static final FailureKind AWAY = FailureKind.DIRECTORY_UNAVAILABLE;

    /** Takes the login one step further; fails when it ends here. */
    Future<Void> next(LoginContext login) {
        Purpose purpose = login.transaction().purpose();
        Predicate<Step> required = step -> purpose.fresh(step.id());
        return switch (new FlowEvaluator().decide(login.flow(), login.facts(), required)) {
            case Decision.Run(var step) ->
                    kinds.handler(step)
                            .begin(login, step)
                            .compose(result -> carryOut(login, step.id(), result));
            case Decision.Deny(var message) -> carryOut(login, "", new StepResult.Deny(message));
            case Decision.Complete() -> completions.complete(login);
        };
    }

    /** Whether the login waits for this answer; fails, and changes nothing, when it does not. */
    Future<Void> admit(LoginContext login, PendingLogin waiting, Answer answer) {
        Step step = step(login, waiting);
        return completions
                .admit(login)
                .compose(_ -> kinds.handler(step).admit(login, step, waiting.state(), answer));
    }

    /** Shows the page to which a link from outside leads; the login waits as before. */
    Future<Void> visit(LoginContext login, PendingLogin waiting, Answer answer) {
        Step step = step(login, waiting);
        var page = kinds.handler(step).visit(login, step, waiting.state(), answer);
        pages.send(login.http(), 200, page);
        return Future.succeededFuture();
    }

    /** Continues with the answer, after the login was taken; fails when it ends here. */
    Future<Void> resume(LoginContext login, PendingLogin waiting, Answer answer) {
        Step step = step(login, waiting);
        return kinds.handler(step)
                .resume(login, step, waiting.state(), answer)
                .compose(result -> carryOut(login, waiting.step(), result));
    }

    private Future<Void> carryOut(LoginContext login, String step, StepResult result) {
        return switch (result) {
            case StepResult.Done(var facts, var proof) ->
                    next(
                            login.having(
                                    login.progress().with(step, facts, proof),
                                    transactions.newKey()));
            case StepResult.Ask(var status, var page, var state, var channel) ->
                    wait(login, step, channel, state)
                            .onSuccess(_ -> pages.send(login.http(), status, page));
            case StepResult.Redirect(var to, var state) ->
                    wait(login, step, Channel.CALLBACK, state)
                            .compose(_ -> Pages.redirect(login.http(), to.toString()));
            case StepResult.Wait(var detail, var state) ->
                    wait(login, step, Channel.FORM, state).onSuccess(_ -> tryAgain(login, detail));
            case StepResult.Deny(var message) ->
                    Future.failedFuture(
                            HttpFailure.of(FailureKind.LOGIN_DENIED, "a deny step applies")
                                    .saying(message));
        };
    }

    /** A page whose button tries again. */
    private void tryAgain(LoginContext login, String detail) {
        String reference = errors.recorded(login.http(), HttpFailure.of(AWAY, detail));
        pages.send(login.http(), AWAY.status(), new RetryPage(AWAY, login.form(), reference));
    }

    private Future<Void> wait(LoginContext login, String step, Channel channel, LoginState state) {
        return transactions.keep(
                login.key(), new PendingLogin(login.transaction(), step, channel, state));
    }

    private static Step step(LoginContext login, PendingLogin waiting) {
        for (Step step : login.flow().steps()) {
            if (step.id().equals(waiting.step())) {
                return step;
            }
        }
        throw new IllegalStateException("no step " + waiting.step());
    }
}
