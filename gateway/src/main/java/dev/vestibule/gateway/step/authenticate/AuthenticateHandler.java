package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.jit.AccountResult;
import dev.vestibule.gateway.jit.JitState;
import dev.vestibule.gateway.jit.JustInTime;
import dev.vestibule.gateway.lifecycle.LeaverDetector;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.login.Authenticator.Verdict;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Authenticating;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choosing;

import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/**
 * The step that proves who the user is, with one of its options. An identity that is to have an
 * account gets it before the step is complete.
 */
public record AuthenticateHandler(JustInTime accounts, LeaverDetector leavers)
        implements StepHandler<AuthenticateStep> {
    private static final String OPTION = "connection";

    @Override
    public Class<AuthenticateStep> kind() {
        return AuthenticateStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(
                Choosing.class,
                Authenticating.class,
                JitState.AwaitingDirectory.class,
                JitState.AwaitingFirstLogin.class,
                JitState.AwaitingProof.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, AuthenticateStep step) {
        String wanted = login.wanted();
        if (wanted != null && !step.options().contains(wanted)) {
            return Future.failedFuture(
                    HttpFailure.of(
                            FailureKind.CONNECTION_NOT_OFFERED,
                            "step " + step.id() + " has no such option"));
        }
        String only = step.options().size() == 1 ? step.options().getFirst() : wanted;
        return only == null ? Future.succeededFuture(choose(login, step)) : begin(login, only);
    }

    @Override
    public Future<Void> admit(
            LoginContext login, AuthenticateStep step, LoginState state, Answer answer) {
        return switch (state) {
            case Choosing _ -> {
                if (answer.option() == null || !step.options().contains(answer.option())) {
                    throw HttpFailure.of(FailureKind.BAD_REQUEST, "not one of the step's options");
                }
                yield Future.succeededFuture();
            }
            case Authenticating(var option, var attempt) -> inspect(login, option, attempt, answer);
            case JitState waiting -> {
                accounts.admit(waiting, answer);
                yield Future.succeededFuture();
            }
            default -> throw new IllegalStateException(state.getClass().getName());
        };
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, AuthenticateStep step, LoginState state, Answer answer) {
        return switch (state) {
            case Choosing _ -> begin(login, String.valueOf(answer.option()));
            case Authenticating(var option, var attempt) ->
                    login.setup()
                            .authenticator(option)
                            .verify(attempt(login), attempt, answer)
                            .compose(verdict -> verified(login, step, option, verdict));
            case JitState waiting -> accounts.resume(login, step, waiting, answer);
            default -> throw new IllegalStateException(state.getClass().getName());
        };
    }

    private static StepResult choose(LoginContext login, AuthenticateStep step) {
        List<ChooserPage.Option> options =
                step.options().stream()
                        .map(login::connection)
                        .map(connection -> option(login, connection))
                        .toList();
        return new StepResult.Ask(
                200, new ChooserPage(login.app(), options), new Choosing(), Channel.LINK);
    }

    private static ChooserPage.Option option(LoginContext login, Connection connection) {
        return new ChooserPage.Option(connection.title(), login.link(OPTION, connection.id()));
    }

    private static Future<StepResult> begin(LoginContext login, String option) {
        return login.setup()
                .authenticator(option)
                .begin(attempt(login))
                .map(challenge -> asked(option, challenge))
                .recover(failure ->
                        Future.failedFuture(
                                failure instanceof AuthenticationFailure told
                                        ? told.shown().concerning(new Concern(null, option, null))
                                        : failure));
    }

    private static Attempt attempt(LoginContext login) {
        return new Attempt(
                login.key(),
                login.transaction().purpose().fresh(),
                login::form,
                login.progress().account());
    }

    private static StepResult asked(String option, Challenge challenge) {
        return switch (challenge) {
            case Challenge.Redirect(var to, var attempt) ->
                    new StepResult.Redirect(to, new Authenticating(option, attempt));
            case Challenge.Ask(var status, var page, var attempt) ->
                    new StepResult.Ask(
                            status, page, new Authenticating(option, attempt), Channel.FORM);
        };
    }

    private Future<Void> inspect(
            LoginContext login, String option, LoginState attempt, Answer answer) {
        if (answer.channel() == Channel.CALLBACK && !option.equals(answer.option())) {
            throw HttpFailure.of(
                    FailureKind.PROVIDER_REJECTED, "answer of another connection than asked");
        }
        try {
            login.setup().authenticator(option).inspect(attempt, answer);
            return Future.succeededFuture();
        } catch (AuthenticationFailure refused) {
            return leavers.heed(login.http(), login.config(), option, refused)
                    .compose(_ -> Future.failedFuture(refused));
        }
    }

    private Future<StepResult> verified(
            LoginContext login, AuthenticateStep step, String option, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Identified(var identity) ->
                    switch (login.transaction().purpose()) {
                        case Purpose.SignIn _ -> accounts.begin(login, step, identity);
                        case Purpose.OfAccount _ ->
                                Future.succeededFuture(
                                        JustInTime.done(
                                                login,
                                                identity,
                                                new AccountResult.Settled(null, "none")));
                    };
            case Verdict.Proved(var amr) ->
                    Future.succeededFuture(
                            new StepResult.Done(
                                    new StepFacts(option, true, amr, login.facts().now()), null));
            case Verdict.Again(var challenge) -> Future.succeededFuture(asked(option, challenge));
        };
    }
}
