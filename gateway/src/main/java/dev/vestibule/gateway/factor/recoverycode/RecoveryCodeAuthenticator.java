package dev.vestibule.gateway.factor.recoverycode;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.recoverycode.RecoveryCodeFactor;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Asks for one of the account's recovery codes, and uses it up. */
record RecoveryCodeAuthenticator(
        FactorStore store, FactorGuard guard, RecoveryCodes codes, Authenticator enrolment)
        implements AccountFactor {
    /** Nothing has to be remembered: the codes are read when the answer comes. */
    record RecoveryCodeAsked() implements LoginState {}

    @Override
    public FactorAttribute attribute() {
        return FactorAttribute.RECOVERY_CODE;
    }

    @Override
    public boolean isSpare() {
        return true;
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return Future.succeededFuture(ask(attempt, null));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(RecoveryCodePage.CODE);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        String typed = answer.parameters().required(RecoveryCodePage.CODE);
        return guard.guess(
                        RecoveryCodeFactor.ID,
                        attempt,
                        "recovery_code.wrong",
                        () -> check(attempt, typed))
                .map(problem ->
                        problem == null
                                ? new Verdict.Proved(List.of("kba"))
                                : new Verdict.Again(ask(attempt, problem)));
    }

    private Future<Boolean> check(Attempt attempt, String typed) {
        return store.read(requireNonNull(attempt.account()).id())
                .compose(factors -> codes.use(factors, typed));
    }

    private static Challenge.Ask ask(Attempt attempt, @Nullable Problem problem) {
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        return new Challenge.Ask(
                prompt.status(), new RecoveryCodePage(prompt), new RecoveryCodeAsked());
    }
}
