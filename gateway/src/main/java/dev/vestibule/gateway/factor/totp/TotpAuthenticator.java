package dev.vestibule.gateway.factor.totp;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.totp.TotpFactor;
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

/** Asks for a code of the account's authenticator app. */
record TotpAuthenticator(
        FactorStore store, FactorGuard guard, TotpCodes codes, Authenticator enrolment)
        implements AccountFactor {
    /** Nothing has to be remembered: the secret is read when the code comes. */
    record TotpAsked() implements LoginState {}

    @Override
    public FactorAttribute attribute() {
        return FactorAttribute.TOTP_SECRET;
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return Future.succeededFuture(ask(attempt, null));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(TotpPage.CODE);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        String typed = answer.parameters().required(TotpPage.CODE);
        return guard.guess(TotpFactor.ID, attempt, "totp.wrong", () -> check(attempt, typed))
                .map(problem ->
                        problem == null
                                ? new Verdict.Proved(List.of("otp"))
                                : new Verdict.Again(ask(attempt, problem)));
    }

    private Future<Boolean> check(Attempt attempt, String typed) {
        String account = requireNonNull(attempt.account()).id();
        return store.read(account)
                .compose(factors -> {
                    Future<Boolean> right = Future.succeededFuture(false);
                    for (var secret : store.open(factors, FactorAttribute.TOTP_SECRET)) {
                        TotpSecret known = TotpSecret.parse(secret.value());
                        right =
                                right.compose(found ->
                                        found
                                                ? Future.succeededFuture(true)
                                                : codes.use(account, known, typed));
                    }
                    return right.compose(found ->
                            found
                                    ? store.mark(factors, FactorAttribute.TOTP_SECRET).map(true)
                                    : Future.succeededFuture(false));
                });
    }

    private static Challenge.Ask ask(Attempt attempt, @Nullable Problem problem) {
        var account = requireNonNull(attempt.account());
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        return new Challenge.Ask(
                prompt.status(), new TotpPage(prompt, account.username()), new TotpAsked());
    }
}
