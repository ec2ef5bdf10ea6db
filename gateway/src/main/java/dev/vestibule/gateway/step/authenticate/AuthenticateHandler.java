package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNullElse;

import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.jit.JitState;
import dev.vestibule.gateway.jit.JustInTime;
import dev.vestibule.gateway.lifecycle.LeaverDetector;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.session.OtherSessions;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Authenticating;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choice;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choosing;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.EnteringAddress;

import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/**
 * The step that proves who the user is, with one of its options. An identity that is to have an
 * account gets it before the step is complete.
 */
public final class AuthenticateHandler implements StepHandler<AuthenticateStep> {
    private final JustInTime accounts;
    private final LeaverDetector leavers;
    private final FactorSteps factors;
    private final OptionRunner options;
    private final DeviceFact device;

    /**
     * @param sessions those that end when a password is changed
     */
    public AuthenticateHandler(
            JustInTime accounts,
            LeaverDetector leavers,
            FactorSteps factors,
            OtherSessions sessions) {
        this.accounts = accounts;
        this.leavers = leavers;
        this.factors = factors;
        this.options = new OptionRunner(accounts, factors, sessions);
        this.device = new DeviceFact(factors.factors(), factors.devices());
    }

    @Override
    public Class<AuthenticateStep> kind() {
        return AuthenticateStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(
                Choosing.class,
                EnteringAddress.class,
                Authenticating.class,
                JitState.AwaitingDirectory.class,
                JitState.AwaitingFirstLogin.class,
                JitState.AwaitingProof.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, AuthenticateStep asked) {
        AuthenticateStep step = asked.offering(login.facts());
        if (step.options().isEmpty()) {
            return Future.failedFuture(
                    HttpFailure.of(
                            FailureKind.NO_OPTION_OFFERED,
                            "no option of step " + step.id() + " has a condition that holds"));
        }
        String wanted = login.wanted();
        if (wanted != null && !step.options().contains(wanted)) {
            return Future.failedFuture(
                    HttpFailure.of(
                            FailureKind.CONNECTION_NOT_OFFERED,
                            "step " + step.id() + " has no such option"));
        }
        if (login.transaction().purpose() instanceof Purpose.EnrolFactor enrol) {
            Choice only = Choice.enrolling(step.options(), List.of());
            return options.begin(login, step, only, enrol.factor());
        }
        if (!FactorSteps.hasFactor(login, step)) {
            return options.offer(login, step, Choice.of(step.options()));
        }
        var account = login.progress().account();
        return account == null
                ? options.offer(login, step, FactorSteps.withoutAccount(login, step))
                : factors.begin(login, step, account, options);
    }

    @Override
    public Future<Void> admit(
            LoginContext login, AuthenticateStep step, LoginState state, Answer answer) {
        return switch (state) {
            case AuthenticateState _ when Offered.givesUp(login, step, answer) ->
                    Future.succeededFuture();
            case EnteringAddress _ -> {
                answer.parameters().required(AddressPage.ADDRESS);
                yield Future.succeededFuture();
            }
            case Choosing(var choice) -> offered(choice, requireNonNullElse(answer.option(), ""));
            case Authenticating waiting when Offered.switches(waiting, answer) ->
                    offered(
                            waiting.choice(),
                            requireNonNullElse(answer.option(), waiting.connection()));
            case Authenticating waiting -> inspect(login, step, waiting, answer);
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
        Future<StepResult> result =
                switch (state) {
                    case AuthenticateState _ when Offered.givesUp(login, step, answer) ->
                            Future.succeededFuture(
                                    new StepResult.Failed("the user cannot complete it"));
                    case EnteringAddress(var choice) ->
                            options.addressed(login, step, choice, answer);
                    case Choosing(var choice) ->
                            options.chosen(login, step, choice, String.valueOf(answer.option()));
                    case Authenticating waiting when Offered.switches(waiting, answer) ->
                            options.switched(login, step, waiting.choice(), answer);
                    case Authenticating waiting -> verify(login, step, waiting, answer);
                    case JitState waiting -> accounts.resume(login, step, waiting, answer);
                    default -> throw new IllegalStateException(state.getClass().getName());
                };
        return result.compose(each -> device.onDevice(login, each));
    }

    private Future<StepResult> verify(
            LoginContext login, AuthenticateStep step, Authenticating waiting, Answer answer) {
        return factors.overtaken(login, step, waiting, options)
                .compose(again ->
                        again != null
                                ? Future.succeededFuture(again)
                                : options.verify(login, step, waiting, answer));
    }

    @Override
    public Page visit(LoginContext login, AuthenticateStep step, LoginState state, Answer answer) {
        if (state instanceof Authenticating waiting) {
            return OptionRunner.visit(login, step, waiting, answer);
        }
        throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
    }

    private static Future<Void> offered(Choice choice, String option) {
        return choice.options().contains(option)
                ? Future.succeededFuture()
                : Future.failedFuture(
                        HttpFailure.of(FailureKind.BAD_REQUEST, "not one of the step's options"));
    }

    /** A negative answer of the provider is taken where the flow goes on after it. */
    private Future<Void> inspect(
            LoginContext login, AuthenticateStep step, Authenticating waiting, Answer answer) {
        String option = waiting.connection();
        if (answer.channel() == Channel.CALLBACK && !option.equals(answer.option())) {
            throw HttpFailure.of(
                    FailureKind.PROVIDER_REJECTED, "answer of another connection than asked");
        }
        try {
            OptionRunner.authenticator(login, option, waiting.choice())
                    .inspect(waiting.attempt(), answer);
            return Future.succeededFuture();
        } catch (AuthenticationFailure refused) {
            return leavers.heed(login.http(), login.config(), option, refused)
                    .compose(_ ->
                            refused.reason() == AuthenticationFailure.Reason.ACCESS_DENIED
                                            && login.canFail(step)
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(refused));
        }
    }
}
