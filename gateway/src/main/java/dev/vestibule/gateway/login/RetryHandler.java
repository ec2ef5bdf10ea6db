package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** The user tries the directory again, with the identity that was verified before. */
final class RetryHandler implements Handler<RoutingContext> {
    private final Resumption logins;
    private final Leg<AwaitingDirectory> again;

    RetryHandler(Resumption logins, AccountStep accounts) {
        this.logins = logins;
        this.again = new Again(accounts);
    }

    @Override
    public void handle(RoutingContext ctx) {
        List<String> keys = ctx.request().formAttributes().getAll(LoginAddress.KEY);
        if (keys.size() != 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "one login has to be named");
        }
        logins.resume(ctx, keys.getFirst(), null, again);
    }

    private record Again(AccountStep accounts) implements Leg<AwaitingDirectory> {

        @Override
        public AwaitingDirectory admit(PendingLogin login) {
            if (login.stage() instanceof AwaitingDirectory stage) {
                return stage;
            }
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
        }

        @Override
        public Future<Void> proceed(
                RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
            return accounts.proceed(ctx, login, stage);
        }
    }
}
