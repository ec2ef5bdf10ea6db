package dev.vestibule.gateway.factor.passkey;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.passkey.RelyingParty.Refused;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds a passkey to the login's account: the browser creates it, and the gateway stores it. */
record PasskeyEnrolment(PasskeyFactor settings, PasskeyParts parts) implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyEnrolment.class);
    private static final String GUARD = "passkey-enrolment";

    /**
     * The browser was asked to create a passkey.
     *
     * @param challenge for this answer only
     */
    record PasskeyOffered(String challenge) implements LoginState {}

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return ask(attempt, null).map(ask -> ask);
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(PasskeyPage.CREDENTIAL);
        answer.parameters().required(PasskeyEnrolmentPage.NAME);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        if (answer.parameters().required(PasskeyPage.CREDENTIAL).isEmpty()) {
            return again(attempt, Problem.of("passkey.none"));
        }
        String account = requireNonNull(attempt.account()).id();
        return parts.guard()
                .admit(GUARD, account, attempt.client())
                .compose(wait ->
                        wait > 0
                                ? again(attempt, Problem.wait(wait))
                                : create(attempt, (PasskeyOffered) state, answer))
                .recover(failure ->
                        failure instanceof Refused refused
                                ? refused(attempt, refused)
                                : Future.failedFuture(failure));
    }

    private Future<Verdict> create(Attempt attempt, PasskeyOffered offered, Answer answer) {
        String account = requireNonNull(attempt.account()).id();
        var created =
                parts.party()
                        .create(
                                answer.parameters().required(PasskeyPage.CREDENTIAL),
                                offered.challenge(),
                                answer.parameters().required(PasskeyEnrolmentPage.NAME),
                                settings.userVerification() == UserVerification.REQUIRED);
        return parts.passkeys()
                .read(account)
                .compose(owned -> {
                    if (owned.with(created.passkey().id()) != null) {
                        throw new Refused("KnownAlready");
                    }
                    return parts.passkeys().add(account, created.passkey());
                })
                .compose(_ -> parts.guard().forgive(GUARD, account))
                .map(_ -> new Verdict.Proved(created.amr()));
    }

    private Future<Verdict> refused(Attempt attempt, Refused refused) {
        LOG.info(
                "event=passkey-refused reason={} account=\"{}\"",
                refused.getMessage(),
                requireNonNull(attempt.account()).dn());
        return again(attempt, Problem.of("passkey.enrolment.wrong"));
    }

    private Future<Verdict> again(Attempt attempt, Problem problem) {
        return ask(attempt, problem).map(Verdict.Again::new);
    }

    private Future<Challenge.Ask> ask(Attempt attempt, @Nullable Problem problem) {
        var account = requireNonNull(attempt.account());
        return parts.passkeys()
                .read(account.id())
                .map(owned -> {
                    String challenge = parts.challenge();
                    FactorPrompt prompt = FactorPrompt.of(attempt, problem);
                    PasskeyOptions options =
                            new PasskeyOptions(parts.party().host(), challenge, owned.passkeys());
                    return new Challenge.Ask(
                            prompt.status(),
                            new PasskeyEnrolmentPage(
                                    prompt,
                                    account.username(),
                                    options.creation(account, settings.userVerification())),
                            new PasskeyOffered(challenge));
                });
    }
}
