package dev.vestibule.gateway.jit;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.identity.PersonKey;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.JitState.AwaitingDirectory;
import dev.vestibule.gateway.jit.JitState.AwaitingFirstLogin;
import dev.vestibule.gateway.jit.JitState.AwaitingProof;
import dev.vestibule.gateway.jit.JitState.Wanted;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginProgress.Proof;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.Future;

import java.util.List;
import java.util.UUID;

/**
 * Just-in-time provisioning: what an authenticate step does between the positive answer of an
 * identity provider and its end. The account comes first, so that later steps find it.
 */
public record JustInTime(AccountProvisioning accounts, SamePerson samePerson) {
    /** Proofs that one login may offer. */
    private static final int PROOFS = 3;

    /** The limit of answers to one login: more would be a search for names of others. */
    private static final int ANSWERS = 10;

    private static final String ANSWER = "answer";
    private static final String MINE = "mine";
    private static final String DECISION = "decision";
    private static final String AGREE = "agree";

    /** Completes the step with the identity's account, or says what the login waits for first. */
    public Future<StepResult> begin(
            LoginContext login, AuthenticateStep step, VerifiedIdentity identity) {
        return proceed(
                login,
                step,
                new Wanted(identity, UUID.randomUUID().toString(), FirstLoginForm.NONE));
    }

    /**
     * Looks at an answer, and changes nothing.
     *
     * @throws HttpFailure {@code BAD_REQUEST} if it does not belong to the page
     */
    public void admit(JitState state, Answer answer) {
        RequestParameters sent = answer.parameters();
        switch (state) {
            case AwaitingDirectory _ -> {}
            case AwaitingFirstLogin _ -> oneOf(sent.required(DECISION), AGREE, "decline");
            case AwaitingProof _ -> {
                oneOf(sent.required(ANSWER), MINE, "not-mine");
                // An empty one would make a bind that proves nothing and succeeds (RFC 4513).
                if (sent.required(ANSWER).equals(MINE) && sent.required("password").isEmpty()) {
                    throw HttpFailure.of(FailureKind.BAD_REQUEST, "no password");
                }
            }
        }
    }

    /** Continues with an answer that was admitted. */
    public Future<StepResult> resume(
            LoginContext login, AuthenticateStep step, JitState state, Answer answer) {
        RequestParameters sent = answer.parameters();
        return switch (state) {
            case AwaitingDirectory waiting -> proceed(login, step, waiting.wanted());
            case AwaitingFirstLogin waiting -> answered(login, step, waiting, sent);
            case AwaitingProof waiting -> proved(login, waiting, sent);
        };
    }

    private static void oneOf(String word, String yes, String no) {
        if (!word.equals(yes) && !word.equals(no)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "neither yes nor no");
        }
    }

    private Future<StepResult> answered(
            LoginContext login,
            AuthenticateStep step,
            AwaitingFirstLogin waiting,
            RequestParameters sent) {
        if (!sent.required(DECISION).equals(AGREE)) {
            throw HttpFailure.of(FailureKind.ACCOUNT_DECLINED, "the user declined");
        }
        if (waiting.wanted().form().tries() >= ANSWERS) {
            throw HttpFailure.of(FailureKind.TOO_MANY_TRIES, "answers to the first login");
        }
        Provisioning rules = provisioning(login, waiting.wanted());
        FirstLoginCheck check = FirstLoginCheck.of(sent, waiting, rules.newAccounts().names());
        Wanted wanted = waiting.wanted().with(check.form());
        return check.errors().isEmpty()
                ? proceed(login, step, wanted)
                : Future.succeededFuture(
                        ask(
                                login,
                                new AwaitingFirstLogin(wanted, waiting.preview()),
                                check.errors()));
    }

    /** A second account with the same identifying value would be a duplicate. */
    private Future<StepResult> proved(
            LoginContext login, AwaitingProof waiting, RequestParameters sent) {
        if (!sent.required(ANSWER).equals(MINE)) {
            throw HttpFailure.of(
                    FailureKind.OWNERSHIP_NOT_PROVED, "not theirs: " + waiting.account());
        }
        Wanted wanted = waiting.wanted();
        return accounts.claim(
                        provisioning(login, wanted),
                        waiting,
                        login.facts(wanted.identity()),
                        new TypedPassword(sent.required("password")))
                .map(result -> carryOn(login, waiting, result));
    }

    /** Nothing is written for an identity that may belong to another user. */
    private Future<StepResult> proceed(LoginContext login, AuthenticateStep step, Wanted wanted) {
        return samePerson
                .objection(login, step, wanted.identity())
                .compose(objection ->
                        objection == null
                                ? settle(login, step, wanted)
                                : Future.succeededFuture(objection))
                .map(result -> carryOn(login, new AwaitingProof(wanted, "", "", 0), result));
    }

    /** Once the account is found, later steps are proofs and nothing else, but for a subject. */
    private Future<AccountResult> settle(LoginContext login, AuthenticateStep step, Wanted wanted) {
        return login.progress().account() != null && !step.subject()
                ? Future.succeededFuture(new AccountResult.Settled(null, "none"))
                : accounts.settle(
                        provisioning(login, wanted), wanted, login.facts(wanted.identity()));
    }

    private static StepResult carryOn(
            LoginContext login, AwaitingProof waiting, AccountResult result) {
        Wanted wanted = waiting.wanted();
        return switch (result) {
            case AccountResult.Settled settled -> done(login, wanted.identity(), settled);
            case AccountResult.Asked(var preview, var error) ->
                    ask(
                            login,
                            new AwaitingFirstLogin(wanted, preview),
                            error == null ? List.of() : List.of(error));
            case AccountResult.Waiting(var detail) ->
                    new StepResult.Wait(detail, new AwaitingDirectory(wanted));
            case AccountResult.Unconfirmed(var dn, var hint) ->
                    confirm(login, new AwaitingProof(wanted, dn, hint, waiting.failures()));
            case AccountResult.Unproved(var detail) ->
                    unproved(login, waiting.failedAgain(), detail);
        };
    }

    /** The step is complete with this identity. */
    public static StepResult done(
            LoginContext login, VerifiedIdentity identity, AccountResult.Settled settled) {
        return new StepResult.Done(
                new StepFacts(identity.connection(), true, identity.amr(), login.facts().now()),
                new Proof(
                        identity,
                        PersonKey.of(identity, login.config()),
                        settled.account(),
                        settled.provisioning()));
    }

    private static StepResult unproved(LoginContext login, AwaitingProof waiting, String detail) {
        if (waiting.failures() >= PROOFS) {
            throw HttpFailure.of(FailureKind.OWNERSHIP_NOT_PROVED, detail);
        }
        return confirm(login, waiting);
    }

    /** Asks, or asks again, on a page that takes one answer. */
    private static StepResult ask(
            LoginContext login, AwaitingFirstLogin waiting, List<FieldError> errors) {
        return new StepResult.Ask(
                errors.isEmpty() ? 200 : 422,
                FirstLoginPage.of(waiting, errors, title(login, waiting), login.form()),
                waiting,
                Channel.FORM);
    }

    private static StepResult confirm(LoginContext login, AwaitingProof waiting) {
        boolean rejected = waiting.failures() > 0;
        return new StepResult.Ask(
                rejected ? FailureKind.OWNERSHIP_NOT_PROVED.status() : 200,
                new ConfirmPage(title(login, waiting), waiting.hint(), login.form(), rejected),
                waiting,
                Channel.FORM);
    }

    private static String title(LoginContext login, JitState waiting) {
        return login.connection(waiting.wanted().identity().connection()).title();
    }

    private static Provisioning provisioning(LoginContext login, Wanted wanted) {
        return login.connection(wanted.identity().connection()).provisioning();
    }
}
