package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.step.Step;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RetryPage;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.PendingLogin.Channel;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
    private static final Logger LOG = LoggerFactory.getLogger(LoginDispatcher.class);

    /** Answers of users and providers that a flow can go on after; everything else ends a login. */
    private static final Set<FailureKind> NEGATIVE =
            Set.of(
                    FailureKind.PROVIDER_DENIED,
                    FailureKind.NO_OPTION_OFFERED,
                    FailureKind.FACTOR_MISSING,
                    FailureKind.CONSENT_DECLINED,
                    FailureKind.TOO_MANY_SESSIONS);

    /** So many wrong answers to a step are a failure of it, where the flow goes on after one. */
    private static final int MOST_WRONG = 5;

    private static final FailureKind AWAY = FailureKind.DIRECTORY_UNAVAILABLE;

    /** Takes the login one step further; fails when it ends here. */
    Future<Void> next(LoginContext login) {
        Purpose purpose = login.transaction().purpose();
        Predicate<Step> required = step -> purpose.fresh(step.id());
        return switch (new FlowEvaluator().decide(login.flow(), login.facts(), required)) {
            case Decision.Run(var step) ->
                    outcome(login, step, () -> kinds.handler(step).begin(login, step))
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
        return outcome(
                        login,
                        step,
                        () -> kinds.handler(step).resume(login, step, waiting.state(), answer))
                .compose(result ->
                        result instanceof StepResult.Ask asked && asked.refusesAnswer()
                                ? mistaken(login, step, asked)
                                : carryOut(login, waiting.step(), result));
    }

    /** What the handler says; a negative answer is a result where the flow goes on after it. */
    private static Future<StepResult> outcome(
            LoginContext login, Step step, Supplier<Future<StepResult>> handler) {
        Future<StepResult> result = Future.succeededFuture().compose(_ -> handler.get());
        return login.canFail(step)
                ? result.recover(failure ->
                        isNegative(failure)
                                ? Future.succeededFuture(
                                        new StepResult.Failed(String.valueOf(failure.getMessage())))
                                : Future.failedFuture(failure))
                : result;
    }

    private static boolean isNegative(Throwable failure) {
        return switch (failure) {
            case AuthenticationFailure told -> told.reason() == Reason.ACCESS_DENIED;
            case HttpFailure told -> NEGATIVE.contains(told.kind());
            default -> false;
        };
    }

    /** Counts a wrong answer; after a few of them a step that may fail has failed. */
    private Future<Void> mistaken(LoginContext login, Step step, StepResult.Ask asked) {
        LoginProgress progress = login.progress().mistaken(step.id());
        int wrong = progress.trail().wrong().getOrDefault(step.id(), 0);
        boolean over = wrong % MOST_WRONG == 0 && login.canFail(step);
        return carryOut(
                login.having(progress, login.key()),
                step.id(),
                over ? new StepResult.Failed(wrong + " wrong answers") : asked);
    }

    private Future<Void> carryOut(LoginContext login, String step, StepResult result) {
        return switch (result) {
            case StepResult.Done(var facts, var proof) ->
                    next(
                            login.having(
                                    login.progress().with(login.flow(), step, facts, proof),
                                    transactions.newKey()));
            case StepResult.Changed(var facts, var account) ->
                    next(
                            login.having(
                                    login.progress()
                                            .changed(account)
                                            .with(login.flow(), step, facts, null),
                                    transactions.newKey()));
            case StepResult.Failed(var detail) -> {
                LOG.info(
                        "event=step_failed flow={} step={} detail=\"{}\"",
                        login.flow().id(),
                        step,
                        detail);
                yield next(
                        login.having(
                                login.progress().without(login.flow(), step),
                                transactions.newKey()));
            }
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
