package dev.vestibule.gateway.login;

import static java.util.Objects.requireNonNull;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.idp.AuthenticationAnswer;
import dev.vestibule.gateway.login.LoginStage.AtProvider;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.util.UUID;

/**
 * The identity provider's answer. Browser, state, connection and issuer are checked before the
 * login is taken and the code is spent, so that a stray or foreign answer destroys nothing.
 */
final class CallbackHandler implements Handler<RoutingContext> {
    private static final String STATE = "state";

    private final Resumption logins;
    private final AccountStep accounts;
    private final RefusedPeople refusals;

    CallbackHandler(Resumption logins, AccountStep accounts, RefusedPeople refusals) {
        this.logins = logins;
        this.accounts = accounts;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext ctx) {
        QueryParameters query = QueryParameters.of(ctx);
        String connection = requireNonNull(ctx.pathParam(LoginAddress.CONNECTION));
        AuthenticationAnswer answer = new AuthenticationAnswer(query.values());
        logins.resume(
                ctx,
                query.required(STATE),
                connection,
                new Answered(connection, answer, accounts, refusals));
    }

    /** The provider of this connection has answered. */
    private record Answered(
            String connection,
            AuthenticationAnswer answer,
            AccountStep accounts,
            RefusedPeople refusals)
            implements Leg<AtProvider> {

        @Override
        public AtProvider admit(PendingLogin login) {
            if (!(login.stage() instanceof AtProvider stage)
                    || !stage.connection().equals(connection)) {
                throw HttpFailure.of(
                        FailureKind.PROVIDER_REJECTED, "answer of another connection than asked");
            }
            login.transaction().setup().authenticator(connection).inspect(answer);
            return stage;
        }

        @Override
        public Future<Void> refused(
                RoutingContext ctx, LoginTransaction login, RuntimeException cause) {
            return refusals.heed(ctx, login.setup(), connection, cause);
        }

        @Override
        public Future<Void> proceed(RoutingContext ctx, LoginTransaction login, AtProvider stage) {
            String command = UUID.randomUUID().toString();
            return login.setup()
                    .authenticator(connection)
                    .complete(stage.trip(), answer)
                    .map(identity -> new AwaitingDirectory(stage.step(), identity, command, null))
                    .compose(next -> accounts.proceed(ctx, login, next));
        }
    }
}
