package dev.vestibule.gateway.login;

import dev.vestibule.gateway.login.Purpose.LinkIdentity;
import dev.vestibule.gateway.login.Purpose.Reauthenticate;
import dev.vestibule.gateway.login.Purpose.SignIn;

import io.vertx.core.Future;

/** What logins lead to, by their purpose. */
public record Completions(
        SignInCompletion signIn,
        Completion<LinkIdentity> link,
        Completion<Reauthenticate> reauthenticate) {

    Future<Void> admit(LoginContext login) {
        return switch (login.transaction().purpose()) {
            case SignIn purpose -> signIn.admit(login, purpose);
            case LinkIdentity purpose -> link.admit(login, purpose);
            case Reauthenticate purpose -> reauthenticate.admit(login, purpose);
        };
    }

    Future<Void> complete(LoginContext login) {
        return switch (login.transaction().purpose()) {
            case SignIn purpose -> signIn.complete(login, purpose);
            case LinkIdentity purpose -> link.complete(login, purpose);
            case Reauthenticate purpose -> reauthenticate.complete(login, purpose);
        };
    }

    /**
     * What a login of one purpose leads to.
     *
     * @param <P> the purpose
     */
    public interface Completion<P extends Purpose> {

        /**
         * Whether the request may go on with the login, beside that its browser has begun it;
         * fails, and changes nothing, when it may not.
         */
        default Future<Void> admit(LoginContext login, P purpose) {
            return Future.succeededFuture();
        }

        /**
         * Answers the request, now that every step is complete; fails when the login ends without.
         */
        Future<Void> complete(LoginContext login, P purpose);
    }
}
