package dev.vestibule.gateway.factor.recoverycode;

import static java.util.Objects.requireNonNull;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Shows new recovery codes, and stores them when the user says that they are saved.
 *
 * @param count how many codes an account gets
 */
record RecoveryCodeEnrolment(int count, FactorStore store, RecoveryCodes codes)
        implements Authenticator {
    /**
     * Codes that are shown and not stored yet.
     *
     * @param stored their encrypted hashes
     */
    record RecoveryCodesShown(List<String> stored) implements LoginState {
        RecoveryCodesShown {
            stored = List.copyOf(stored);
        }
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return Future.succeededFuture(ask(attempt, null));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(RecoveryCodesPage.SAVED);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        List<String> stored = ((RecoveryCodesShown) state).stored();
        return store.read(requireNonNull(attempt.account()).id())
                .compose(factors -> codes.keep(factors, stored))
                .map(kept ->
                        kept
                                ? new Verdict.Proved(List.of())
                                : new Verdict.Again(
                                        ask(attempt, Problem.of("recovery_code.changed"))));
    }

    private Challenge.Ask ask(Attempt attempt, @Nullable Problem problem) {
        RecoveryCodes.Made made = codes.make(requireNonNull(attempt.account()).id(), count);
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        return new Challenge.Ask(
                prompt.status(),
                new RecoveryCodesPage(prompt, made.shown()),
                new RecoveryCodesShown(made.stored()));
    }
}
