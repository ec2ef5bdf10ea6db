package dev.vestibule.gateway.factor.password;

import dev.vestibule.flow.factor.password.PasswordFactor;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordChanged;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.UUID;

/**
 * A user changes their password, with the current one as the proof; guesses of that are counted
 * like those of a sign-in.
 */
public record PasswordChange(DirectoryClient directory, FactorGuard guard) {

    /**
     * What the user has sent.
     *
     * @param account id of the account
     * @param username by which guesses are counted
     */
    public record Change(String account, String username, RequestParameters sent) {
        String current() {
            return sent.required(PasswordPage.PASSWORD);
        }

        String next() {
            return sent.required(NewPasswordPage.NEXT);
        }

        boolean repeated() {
            return next().equals(sent.required(NewPasswordPage.REPEATED));
        }

        /** Without the passwords. */
        @Override
        public String toString() {
            return "Change[account=" + account + "]";
        }
    }

    /**
     * Changes the password.
     *
     * @param client address by which guesses are limited; null for no limit
     * @return what is wrong; null when the account has the new password
     */
    public Future<@Nullable Problem> carryOut(Change change, @Nullable String client) {
        if (!change.repeated()) {
            return wrong("password.different");
        }
        if (change.next().isEmpty() || change.current().isEmpty()) {
            return wrong("password.empty");
        }
        return guard.admit(PasswordFactor.ID, change.username(), client)
                .compose(wait ->
                        wait > 0 ? Future.succeededFuture(Problem.wait(wait)) : admitted(change));
    }

    private Future<@Nullable Problem> admitted(Change change) {
        return directory
                .send(
                        new ChangePassword(
                                UUID.randomUUID().toString(),
                                change.account(),
                                new TypedPassword(change.current()),
                                new TypedPassword(change.next())))
                .compose(reply -> answered(change, reply));
    }

    private Future<@Nullable Problem> answered(Change change, Reply<PasswordChanged> reply) {
        return switch (reply) {
            case Value(_) -> forgiven(change).map((@Nullable Problem) null);
            case Failed(PasswordRejected _) -> wrong("password.current.wrong");
            case Failed(PasswordRefused refused) -> wrong(sentence(refused));
            case Failed(DirectoryUnavailable away) ->
                    forgiven(change).compose(_ -> Future.failedFuture(FactorStore.refused(away)));
            case Failed(var failure) -> Future.failedFuture(FactorStore.refused(failure));
        };
    }

    private Future<Void> forgiven(Change change) {
        return guard.forgive(PasswordFactor.ID, change.username());
    }

    private static Future<@Nullable Problem> wrong(String sentence) {
        return Future.succeededFuture(Problem.of(sentence));
    }

    /** The key of the sentence for a rule of the directory's password policy. */
    private static String sentence(PasswordRefused refused) {
        return "password.refused." + refused.reason().name().toLowerCase(Locale.ROOT);
    }
}
