package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.HttpFailure.Concern;

import org.jspecify.annotations.Nullable;

/** A login and what it waits for: the value that is stored under a key of its own for each leg. */
record PendingLogin(LoginTransaction transaction, LoginStage stage) {

    /** Who is signing in by what, as far as this leg tells. */
    Concern concern() {
        return switch (stage) {
            case LoginStage.Choosing _ -> new Concern(null, null, null);
            case LoginStage.AtProvider(_, var connection, _) -> new Concern(null, connection, null);
            case LoginStage.AwaitingDirectory waiting -> by(waiting, null);
            case LoginStage.Asking asking -> by(asking.waiting(), null);
            case LoginStage.Confirming confirming -> by(confirming.verified(), confirming.dn());
        };
    }

    private static Concern by(LoginStage.AwaitingDirectory verified, @Nullable String account) {
        return new Concern(null, verified.identity().connection(), account);
    }
}
