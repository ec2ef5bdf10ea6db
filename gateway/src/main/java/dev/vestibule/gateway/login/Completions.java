package dev.vestibule.gateway.login;

import dev.vestibule.gateway.login.Purpose.OfAccount;
import dev.vestibule.gateway.login.Purpose.SignIn;

import io.vertx.core.Future;

/** What logins lead to, by their purpose. */
public record Completions(SignInCompletion signIn, Completion<OfAccount> account) {

    Future<Void> admit(LoginContext login) {
        return switch (login.transaction().purpose()) {
            case SignIn purpose -> signIn.admit(login, purpose);
            case OfAccount purpose -> account.admit(login, purpose);
        };
    }

    Future<Void> complete(LoginContext login) {
        return switch (login.transaction().purpose()) {
            case SignIn purpose -> signIn.complete(login, purpose);
            case OfAccount purpose -> account.complete(login, purpose);
        };
    }

    /**
     * Completes the logins of one purpose.
     *
     * @param <P> the purpose
     */
    public interface Completion<P extends Purpose> {

        /**
         * Whether the request may continue with the login, beside that its browser has begun it;
         * fails, and changes nothing, when it may not.
         */
        default Future<Void> admit(LoginContext login, P purpose) {
            return Future.succeededFuture();
        }

        /** Answers the request after every step is complete; fails if the login fails. */
        Future<Void> complete(LoginContext login, P purpose);
    }
}
