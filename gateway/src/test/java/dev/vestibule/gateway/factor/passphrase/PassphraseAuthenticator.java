package dev.vestibule.gateway.factor.passphrase;

import dev.vestibule.gateway.jit.ConfirmPage;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import io.vertx.core.Future;

import java.util.List;

/** A factor as the engine sees it: it asks on a page and proves that the login's user is here. */
final class PassphraseAuthenticator implements Authenticator {
    private final String passphrase;

    PassphraseAuthenticator(String passphrase) {
        this.passphrase = passphrase;
    }

    /**
     * What is remembered until the answer comes.
     *
     * @param failures wrong answers so far
     */
    record PassphraseState(int failures) implements LoginState {}

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return Future.succeededFuture(ask(attempt, 0));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required("password");
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        int failures = ((PassphraseState) state).failures() + 1;
        return Future.succeededFuture(
                passphrase.equals(answer.parameters().required("password"))
                        ? new Verdict.Proved(List.of("kba"))
                        : new Verdict.Again(ask(attempt, failures)));
    }

    private static Challenge.Ask ask(Attempt attempt, int failures) {
        return new Challenge.Ask(
                failures == 0 ? 200 : 403,
                new ConfirmPage("Passphrase", "", attempt.form().get(), failures > 0),
                new PassphraseState(failures));
    }
}
