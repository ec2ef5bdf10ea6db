package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginStage.Confirming;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The user proves that an account belongs to them, or says that it does not. */
final class ConfirmHandler implements Handler<RoutingContext> {
    private static final String MINE = "mine";
    private static final String NOT_MINE = "not-mine";

    private final Resumption logins;
    private final AccountStep accounts;

    ConfirmHandler(Resumption logins, AccountStep accounts) {
        this.logins = logins;
        this.accounts = accounts;
    }

    @Override
    public void handle(RoutingContext ctx) {
        FormFields form = FormFields.of(ctx);
        String key = form.required(LoginAddress.KEY);
        logins.resume(ctx, key, null, leg(form));
    }

    private Leg<Confirming> leg(FormFields form) {
        return switch (form.required(LoginAddress.ANSWER)) {
            case MINE -> new Proof(password(form), accounts);
            case NOT_MINE -> new Declined();
            default -> throw HttpFailure.of(FailureKind.BAD_REQUEST, "no answer to the question");
        };
    }

    /** An empty one would make a bind that proves nothing and succeeds (RFC 4513). */
    private static TypedPassword password(FormFields form) {
        String typed = form.required(LoginAddress.PASSWORD);
        if (typed.isEmpty()) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "no password");
        }
        return new TypedPassword(typed);
    }

    private static Confirming confirming(PendingLogin login) {
        if (login.stage() instanceof Confirming stage) {
            return stage;
        }
        throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
    }

    private record Proof(TypedPassword password, AccountStep accounts) implements Leg<Confirming> {

        @Override
        public Confirming admit(PendingLogin login) {
            return confirming(login);
        }

        @Override
        public Future<Void> proceed(RoutingContext ctx, LoginTransaction login, Confirming stage) {
            return accounts.claim(ctx, login, stage, password);
        }
    }

    /** A second account with the same identifying value would be a duplicate. */
    private record Declined() implements Leg<Confirming> {

        @Override
        public Confirming admit(PendingLogin login) {
            return confirming(login);
        }

        @Override
        public Future<Void> proceed(RoutingContext ctx, LoginTransaction login, Confirming stage) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.OWNERSHIP_NOT_PROVED, "not theirs: " + stage.dn()));
        }
    }
}
