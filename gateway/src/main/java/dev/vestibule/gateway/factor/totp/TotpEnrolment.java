package dev.vestibule.gateway.factor.totp;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.totp.TotpFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.QrCode;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sets up an authenticator app: shows a new secret, and stores it when a code proves it.
 *
 * @param issuer the name under which an app lists the codes
 */
record TotpEnrolment(
        TotpFactor settings,
        String issuer,
        FactorStore store,
        FactorGuard guard,
        TotpCodes codes,
        RandomGenerator random)
        implements Authenticator {
    /**
     * A secret that is shown and not confirmed yet.
     *
     * @param sealed encrypted, for stores that other processes can read
     */
    record TotpShown(String sealed) implements LoginState {}

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        TotpSecret secret = TotpSecret.random(settings.algorithm(), settings.digits(), random);
        return Future.succeededFuture(ask(attempt, secret, shown(attempt, secret), null));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(TotpPage.CODE);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        String account = requireNonNull(attempt.account()).id();
        TotpShown shown = (TotpShown) state;
        String text = store.open(account, FactorAttribute.TOTP_SECRET, shown.sealed());
        TotpSecret secret = TotpSecret.parse(requireNonNull(text));
        String code = answer.parameters().required(TotpPage.CODE);
        return guard.guess(
                        "totp-enrolment",
                        attempt,
                        "totp.wrong",
                        () -> codes.use(account, secret, code))
                .compose(problem ->
                        problem == null
                                ? keep(account, shown)
                                : Future.succeededFuture(
                                        new Verdict.Again(ask(attempt, secret, shown, problem))));
    }

    private Future<Verdict> keep(String account, TotpShown shown) {
        return store.change(
                        account, FactorAttribute.TOTP_SECRET, List.of(), List.of(shown.sealed()))
                .map(kept -> {
                    if (!kept) {
                        throw HttpFailure.of(
                                FailureKind.ACCOUNT_CONFLICT, "the secret was not stored");
                    }
                    return new Verdict.Proved(List.of("otp"));
                });
    }

    private TotpShown shown(Attempt attempt, TotpSecret secret) {
        String account = requireNonNull(attempt.account()).id();
        return new TotpShown(store.seal(account, FactorAttribute.TOTP_SECRET, secret.text()));
    }

    private Challenge.Ask ask(
            Attempt attempt, TotpSecret secret, TotpShown shown, @Nullable Problem problem) {
        var account = requireNonNull(attempt.account());
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        return new Challenge.Ask(
                prompt.status(),
                new TotpEnrolmentPage(
                        prompt,
                        account.username(),
                        QrCode.of(secret.uri(issuer, account.username())),
                        secret.base32()),
                shown);
    }
}
