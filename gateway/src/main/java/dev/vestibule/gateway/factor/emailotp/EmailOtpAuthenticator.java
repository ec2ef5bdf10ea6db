package dev.vestibule.gateway.factor.emailotp;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.emailotp.EmailOtpFactor;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.AccountMails.Sent;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.mail.Letter;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sends a code to the account's mail address, and asks for it. */
record EmailOtpAuthenticator(
        EmailOtpFactor settings,
        AccountMails mails,
        FactorGuard guard,
        KeyRing keys,
        InstantSource clock,
        RandomGenerator random)
        implements AccountFactor {
    /** {@code otp} of RFC 8176; {@code email} says how it came, and is not registered there. */
    private static final List<String> AMR = List.of("otp", "email");

    /**
     * The user types the code.
     *
     * @param sealed the code, encrypted: a hash of six digits would hide nothing; null when there
     *     is none that is valid
     * @param end when the code expires; null without a code
     * @param wrong how many wrong answers there were to this code
     */
    record EmailCodeAsked(@Nullable String sealed, @Nullable Instant end, int wrong, Sent sent)
            implements LoginState {
        static final EmailCodeAsked NOTHING_SENT = new EmailCodeAsked(null, null, 0, Sent.NONE);
    }

    @Override
    public boolean isReady(AccountFactors factors) {
        return AccountMails.address(factors.account()).isPresent();
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return send(attempt, EmailCodeAsked.NOTHING_SENT).map(ask -> ask);
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        if (answer.parameters().optional(EmailOtpPage.AGAIN) == null) {
            answer.parameters().required(EmailOtpPage.CODE);
        }
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        EmailCodeAsked asked = (EmailCodeAsked) state;
        if (answer.parameters().optional(EmailOtpPage.AGAIN) != null) {
            return send(attempt, asked).map(Verdict.Again::new);
        }
        String typed = answer.parameters().required(EmailOtpPage.CODE).replaceAll("[\\s-]", "");
        if (typed.isEmpty()) {
            return again(attempt, asked, Problem.of("email_otp.empty"));
        }
        String code = valid(attempt, asked);
        return code == null
                ? again(attempt, asked, Problem.of("email_otp.expired"))
                : check(attempt, asked, Tokens.same(code, typed));
    }

    /** A guess is counted before its result is used. */
    private Future<Verdict> check(Attempt attempt, EmailCodeAsked asked, boolean right) {
        Account account = account(attempt);
        return guard.admit(EmailOtpFactor.ID, account.id(), attempt.client())
                .compose(wait ->
                        wait > 0
                                ? again(attempt, asked, Problem.wait(wait))
                                : right ? proved(account) : wrong(attempt, asked));
    }

    private Future<Verdict> proved(Account account) {
        return guard.forgive(EmailOtpFactor.ID, account.id())
                .compose(_ -> mails.forgive(account))
                .map(_ -> new Verdict.Proved(AMR));
    }

    private Future<Verdict> wrong(Attempt attempt, EmailCodeAsked asked) {
        int wrong = asked.wrong() + 1;
        return wrong >= settings.attempts()
                ? again(
                        attempt,
                        new EmailCodeAsked(null, null, 0, asked.sent()),
                        Problem.of("email_otp.void"))
                : again(
                        attempt,
                        new EmailCodeAsked(asked.sealed(), asked.end(), wrong, asked.sent()),
                        Problem.of("email_otp.wrong"));
    }

    private @Nullable String valid(Attempt attempt, EmailCodeAsked asked) {
        return asked.sealed() == null
                        || asked.end() == null
                        || !clock.instant().isBefore(asked.end())
                ? null
                : keys.open(EmailOtpFactor.ID, account(attempt).id(), asked.sealed());
    }

    /** Sends a new code, which replaces the one before. */
    private Future<Challenge.Ask> send(Attempt attempt, EmailCodeAsked before) {
        Problem refused = mails.refused(settings.mails(), before.sent());
        if (refused != null) {
            return Future.succeededFuture(ask(attempt, before, refused));
        }
        String code = code();
        Letter letter = new Letter(EmailOtpFactor.ID, code, false, settings.lifetime());
        return mails.send(attempt, settings.mails(), letter)
                .map(problem ->
                        problem == null
                                ? ask(attempt, sent(attempt, before, code), null)
                                : ask(attempt, before, problem));
    }

    private EmailCodeAsked sent(Attempt attempt, EmailCodeAsked before, String code) {
        return new EmailCodeAsked(
                keys.seal(EmailOtpFactor.ID, account(attempt).id(), code),
                clock.instant().plus(settings.lifetime()),
                0,
                mails.after(before.sent()));
    }

    private String code() {
        StringBuilder code = new StringBuilder();
        for (int digit = 0; digit < settings.digits(); digit++) {
            code.append(random.nextInt(10));
        }
        return code.toString();
    }

    private static Account account(Attempt attempt) {
        return requireNonNull(attempt.account());
    }

    private static Future<Verdict> again(Attempt attempt, EmailCodeAsked asked, Problem problem) {
        return Future.succeededFuture(new Verdict.Again(ask(attempt, asked, problem)));
    }

    private static Challenge.Ask ask(
            Attempt attempt, EmailCodeAsked asked, @Nullable Problem problem) {
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        String address = AccountMails.masked(account(attempt));
        return new Challenge.Ask(
                prompt.status(), new EmailOtpPage(prompt, address, asked.sent().count()), asked);
    }
}
