package dev.vestibule.gateway.factor.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.webauthn4j.data.AuthenticationData;

import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.passkey.RelyingParty.Proven;
import dev.vestibule.gateway.factor.passkey.RelyingParty.Refused;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Base64;
import java.util.List;

/**
 * Asks for a passkey: for one of the login's account, or, where the login has none, for any one,
 * which then says whose account it is.
 */
record PasskeyAuthenticator(PasskeyFactor settings, PasskeyParts parts, Authenticator enrolment)
        implements AccountFactor {
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyAuthenticator.class);

    /** Uses of one passkey in the same moment, after which the answer is refused. */
    private static final int ATTEMPTS = 3;

    /**
     * A passkey was asked for.
     *
     * @param challenge for this answer only
     */
    record PasskeyAsked(String challenge) implements LoginState {}

    @Override
    public FactorAttribute attribute() {
        return FactorAttribute.PASSKEY;
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        return ask(attempt, null).map(ask -> ask);
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        answer.parameters().required(PasskeyPage.CREDENTIAL);
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        String sent = answer.parameters().required(PasskeyPage.CREDENTIAL);
        if (sent.isEmpty()) {
            return again(attempt, Problem.of("passkey.none"));
        }
        String challenge = ((PasskeyAsked) state).challenge();
        return Future.succeededFuture(sent)
                .map(parts.party()::read)
                .compose(read -> admit(attempt, challenge, read))
                .recover(failure ->
                        failure instanceof Refused refused
                                ? refused(attempt, refused)
                                : Future.failedFuture(failure));
    }

    /** No passkey can be guessed; without an account its id is counted, which only it knows. */
    private Future<Verdict> admit(Attempt attempt, String challenge, AuthenticationData read) {
        Account known = attempt.account();
        String counted = known == null ? id(read) : known.id();
        return parts.guard()
                .admit(PasskeyFactor.ID, counted, attempt.client())
                .compose(wait ->
                        wait > 0
                                ? again(attempt, Problem.wait(wait))
                                : check(attempt, challenge, read, ATTEMPTS)
                                        .compose(verdict ->
                                                parts.guard()
                                                        .forgive(PasskeyFactor.ID, counted)
                                                        .map(_ -> verdict)));
    }

    private Future<Verdict> check(
            Attempt attempt, String challenge, AuthenticationData read, int attempts) {
        return parts.passkeys()
                .find(owner(attempt.account(), read))
                .compose(owned -> {
                    var stored = owned == null ? null : owned.with(id(read));
                    if (owned == null || stored == null || attempts == 0) {
                        throw new Refused(attempts == 0 ? "Contended" : "Unknown");
                    }
                    Proven proven =
                            parts.party()
                                    .verify(
                                            read,
                                            challenge,
                                            stored.passkey(),
                                            verification(attempt) == UserVerification.REQUIRED);
                    Account account = owned.account();
                    Future<Boolean> kept =
                            account.state().usable()
                                    ? parts.passkeys().keep(account.id(), stored, proven.passkey())
                                    : Future.succeededFuture(true);
                    return kept.compose(done ->
                            done
                                    ? Future.succeededFuture(verdict(attempt, account, proven))
                                    : check(attempt, challenge, read, attempts - 1));
                });
    }

    private static Verdict verdict(Attempt attempt, Account account, Proven proven) {
        return attempt.account() == null
                ? new Verdict.SignedIn(account, proven.amr())
                : new Verdict.Proved(proven.amr());
    }

    /**
     * The id of the account whose passkey it must be: the login's, or the one that the passkey
     * names.
     */
    private static String owner(@Nullable Account account, AuthenticationData read) {
        String named = new String(requireNonNullElse(read.getUserHandle(), new byte[0]), UTF_8);
        if (account != null && (named.isEmpty() || named.equals(account.id()))) {
            return account.id();
        }
        if (account != null || !named.matches("[A-Za-z0-9-]{1,64}")) {
            throw new Refused("AnotherAccount");
        }
        return named;
    }

    private Future<Verdict> refused(Attempt attempt, Refused refused) {
        Account account = attempt.account();
        String dn = account == null ? "-" : account.dn();
        String reason = refused.getMessage();
        if ("MaliciousCounterValue".equals(reason)) {
            LOG.warn("event=passkey-refused reason={} account=\"{}\"", reason, dn);
        } else {
            LOG.info("event=passkey-refused reason={} account=\"{}\"", reason, dn);
        }
        return again(attempt, Problem.of("passkey.wrong"));
    }

    private Future<Verdict> again(Attempt attempt, Problem problem) {
        return ask(attempt, problem).map(Verdict.Again::new);
    }

    private Future<Challenge.Ask> ask(Attempt attempt, @Nullable Problem problem) {
        Account account = attempt.account();
        return account == null
                ? Future.succeededFuture(ask(attempt, List.of(), problem))
                : parts.passkeys()
                        .read(account.id())
                        .map(owned -> ask(attempt, owned.passkeys(), problem));
    }

    private Challenge.Ask ask(Attempt attempt, List<Passkey> known, @Nullable Problem problem) {
        String challenge = parts.challenge();
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        Account account = attempt.account();
        PasskeyOptions options = new PasskeyOptions(parts.party().host(), challenge, known);
        return new Challenge.Ask(
                prompt.status(),
                new PasskeyPage(
                        prompt,
                        account == null ? "" : account.username(),
                        options.request(verification(attempt))),
                new PasskeyAsked(challenge));
    }

    /** A passkey that is the only proof of the user must be more than a key that was found. */
    private UserVerification verification(Attempt attempt) {
        return attempt.account() == null ? UserVerification.REQUIRED : settings.userVerification();
    }

    private static String id(AuthenticationData read) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(read.getCredentialId());
    }
}
