package dev.vestibule.gateway.factor.magiclink;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.factor.magiclink.MagicLinkFactor;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.AccountMails.Sent;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.mail.Letter;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends a link to the account's mail address. The link shows a page in the browser that began the
 * login, and the button of that page is the answer.
 */
record MagicLinkAuthenticator(
        MagicLinkFactor settings,
        URI gateway,
        AccountMails mails,
        Tokens tokens,
        InstantSource clock)
        implements AccountFactor {
    /** Not registered by RFC 8176, which has no value for a mailbox. */
    private static final List<String> AMR = List.of("email");

    /**
     * The user opens the link.
     *
     * @param hash of the link's secret; null when no link was sent
     * @param end when the link expires; null without a link
     */
    record MagicLinkSent(@Nullable String hash, @Nullable Instant end, Sent sent)
            implements LoginState {
        static final MagicLinkSent NOTHING_SENT = new MagicLinkSent(null, null, Sent.NONE);
    }

    @Override
    public boolean isReady(AccountFactors factors) {
        return AccountMails.address(factors.account()).isPresent();
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return send(attempt, MagicLinkSent.NOTHING_SENT).map(ask -> ask);
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        if (answer.parameters().optional(MagicLinkPage.AGAIN) == null) {
            answer.parameters().required(MagicLinkConfirmPage.LINK);
        }
    }

    /** The link was opened: shows the button, and uses nothing up. */
    @Override
    public Challenge.Ask visit(Attempt attempt, LoginState state, Answer answer) {
        String link = answer.parameters().text(MagicLinkConfirmPage.LINK);
        if (!isValid((MagicLinkSent) state, link)) {
            throw HttpFailure.of(FailureKind.LINK_SPENT, "not the link of the last mail");
        }
        FactorPrompt prompt = FactorPrompt.of(attempt, null);
        return new Challenge.Ask(
                200, new MagicLinkConfirmPage(prompt, account(attempt).username(), link), state);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        MagicLinkSent waiting = (MagicLinkSent) state;
        if (answer.parameters().optional(MagicLinkPage.AGAIN) != null) {
            return send(attempt, waiting).map(Verdict.Again::new);
        }
        return isValid(waiting, answer.parameters().required(MagicLinkConfirmPage.LINK))
                ? mails.forgive(account(attempt)).map(_ -> new Verdict.Proved(AMR))
                : Future.succeededFuture(
                        new Verdict.Again(ask(attempt, waiting, Problem.of("magic_link.expired"))));
    }

    private boolean isValid(MagicLinkSent sent, String link) {
        return sent.hash() != null
                && sent.end() != null
                && clock.instant().isBefore(sent.end())
                && Tokens.same(sent.hash(), Tokens.hash(link));
    }

    /** Sends a new link, which replaces the one before. */
    private Future<Challenge.Ask> send(Attempt attempt, MagicLinkSent before) {
        Problem refused = mails.refused(settings.mails(), before.sent());
        if (refused != null) {
            return Future.succeededFuture(ask(attempt, before, refused));
        }
        String link = tokens.next();
        return mails.send(attempt, settings.mails(), letter(attempt, link))
                .map(problem ->
                        problem == null
                                ? ask(attempt, sent(before, link), null)
                                : ask(attempt, before, problem));
    }

    private Letter letter(Attempt attempt, String link) {
        String address = gateway + attempt.visit(MagicLinkConfirmPage.LINK, link);
        return new Letter(MagicLinkFactor.ID, address, true, settings.lifetime());
    }

    private MagicLinkSent sent(MagicLinkSent before, String link) {
        return new MagicLinkSent(
                Tokens.hash(link),
                clock.instant().plus(settings.lifetime()),
                mails.after(before.sent()));
    }

    private static Account account(Attempt attempt) {
        return requireNonNull(attempt.account());
    }

    private static Challenge.Ask ask(
            Attempt attempt, MagicLinkSent waiting, @Nullable Problem problem) {
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        String address = AccountMails.masked(account(attempt));
        return new Challenge.Ask(
                prompt.status(),
                new MagicLinkPage(prompt, address, waiting.sent().count()),
                waiting);
    }
}
