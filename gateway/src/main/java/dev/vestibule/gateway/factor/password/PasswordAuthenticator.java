package dev.vestibule.gateway.factor.password;

import dev.vestibule.flow.factor.password.PasswordFactor;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.password.PasswordChange.Change;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordVerified;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.vocabulary.PasswordStanding;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.ExpiresIn;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Fine;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.GraceLogins;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * Asks for username and password of the directory. An unknown user, a wrong password and a locked
 * account get the same answer. A password that has expired or must be changed is changed before the
 * sign-in is complete.
 */
record PasswordAuthenticator(PasswordFactor settings, PasswordChange changes)
        implements Authenticator {
    private static final List<String> AMR = List.of("pwd");

    /** The user types username and password. */
    record PasswordAsked() implements LoginState {}

    /**
     * The password was right, and the user chooses a new one.
     *
     * @param username what the user has typed
     * @param required whether the sign-in cannot be completed with the old one
     * @param left for how many days or sign-ins the old one is still accepted
     */
    record NewPasswordAsked(String username, Account owner, boolean required, int left)
            implements LoginState {}

    @Override
    public boolean showsOthers() {
        return true;
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        String address = attempt.offers().address();
        return Future.succeededFuture(ask(attempt, address == null ? "" : address, null));
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        if (state instanceof PasswordAsked) {
            answer.parameters().required(PasswordPage.USERNAME);
            answer.parameters().required(PasswordPage.PASSWORD);
        } else {
            answer.parameters().required(PasswordPage.PASSWORD);
            answer.parameters().required(NewPasswordPage.NEXT);
            answer.parameters().required(NewPasswordPage.REPEATED);
        }
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        return state instanceof NewPasswordAsked waiting
                ? change(attempt, waiting, answer)
                : signIn(attempt, answer);
    }

    private Future<Verdict> signIn(Attempt attempt, Answer answer) {
        Account known = attempt.account();
        String username =
                known == null
                        ? answer.parameters().required(PasswordPage.USERNAME).strip()
                        : known.username();
        String password = answer.parameters().required(PasswordPage.PASSWORD);
        if (known != null && !isOf(known, answer)) {
            return again(attempt, username, Problem.of("password.wrong"));
        }
        if (username.isEmpty() || password.isEmpty()) {
            return again(attempt, username, Problem.of("password.empty"));
        }
        return changes.guard()
                .admit(PasswordFactor.ID, username, attempt.client())
                .compose(wait ->
                        wait > 0
                                ? again(attempt, username, Problem.wait(wait))
                                : check(attempt, username, password));
    }

    /** The page does not let the user change the name: another one was never typed there. */
    private static boolean isOf(Account known, Answer answer) {
        String typed = answer.parameters().required(PasswordPage.USERNAME).strip();
        return typed.equalsIgnoreCase(known.username());
    }

    private Future<Verdict> check(Attempt attempt, String username, String password) {
        List<String> identifiers =
                attempt.account() == null ? settings.identifiers() : List.of("uid");
        return changes.directory()
                .send(
                        new VerifyPassword(
                                UUID.randomUUID().toString(),
                                username,
                                identifiers,
                                new TypedPassword(password)))
                .compose(reply ->
                        switch (reply) {
                            case Value(var verified) -> verified(attempt, username, verified);
                            case Failed(PasswordRejected _) ->
                                    again(attempt, username, Problem.of("password.wrong"));
                            case Failed(DirectoryUnavailable away) ->
                                    changes.guard()
                                            .forgive(PasswordFactor.ID, username)
                                            .compose(_ ->
                                                    Future.failedFuture(FactorStore.refused(away)));
                            case Failed(var failure) ->
                                    Future.failedFuture(FactorStore.refused(failure));
                        });
    }

    private Future<Verdict> verified(Attempt attempt, String username, PasswordVerified verified) {
        return changes.guard()
                .forgive(PasswordFactor.ID, username)
                .map(_ ->
                        verified.standing() instanceof Fine
                                ? new Verdict.SignedIn(verified.account(), AMR)
                                : new Verdict.Again(
                                        askNew(
                                                attempt,
                                                new NewPasswordAsked(
                                                        username,
                                                        verified.account(),
                                                        verified.standing().mustChange(),
                                                        left(verified.standing())),
                                                null)));
    }

    /** How many days or sign-ins the password is still accepted for. */
    private static int left(PasswordStanding standing) {
        return switch (standing) {
            case ExpiresIn(var time) -> (int) Math.max(1, time.toDays());
            case GraceLogins(var logins) -> logins;
            case PasswordStanding.Fine _,
                    PasswordStanding.MustChange _,
                    PasswordStanding.Expired _ ->
                    0;
        };
    }

    private Future<Verdict> change(Attempt attempt, NewPasswordAsked waiting, Answer answer) {
        if (!waiting.required() && answer.parameters().optional(NewPasswordPage.LATER) != null) {
            return Future.succeededFuture(new Verdict.SignedIn(waiting.owner(), AMR));
        }
        return changes.carryOut(
                        new Change(waiting.owner().id(), waiting.username(), answer.parameters()),
                        attempt.client())
                .map(problem ->
                        problem == null
                                ? new Verdict.SignedIn(waiting.owner(), AMR, true)
                                : new Verdict.Again(askNew(attempt, waiting, problem)));
    }

    private static Future<Verdict> again(Attempt attempt, String username, Problem problem) {
        return Future.succeededFuture(new Verdict.Again(ask(attempt, username, problem)));
    }

    private static Challenge.Ask ask(Attempt attempt, String typed, @Nullable Problem problem) {
        Account known = attempt.account();
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        PasswordPage page =
                known == null
                        ? new PasswordPage(
                                prompt.withoutOthers(),
                                typed,
                                false,
                                attempt.offers().app(),
                                attempt.offers().others())
                        : new PasswordPage(prompt, known.username(), true, null, List.of());
        return new Challenge.Ask(prompt.status(), page, new PasswordAsked());
    }

    private static Challenge.Ask askNew(
            Attempt attempt, NewPasswordAsked waiting, @Nullable Problem problem) {
        FactorPrompt prompt = FactorPrompt.of(attempt, problem);
        return new Challenge.Ask(
                prompt.status(),
                new NewPasswordPage(prompt, waiting.username(), waiting.required(), waiting.left()),
                waiting);
    }
}
