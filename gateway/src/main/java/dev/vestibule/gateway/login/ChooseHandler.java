package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginStage.Choosing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The user has chosen one of a step's connections. */
final class ChooseHandler implements Handler<RoutingContext> {
    private final Resumption logins;
    private final ProviderTrips trips;

    ChooseHandler(Resumption logins, ProviderTrips trips) {
        this.logins = logins;
        this.trips = trips;
    }

    @Override
    public void handle(RoutingContext ctx) {
        QueryParameters query = QueryParameters.of(ctx);
        String connection = query.required(LoginAddress.CONNECTION);
        logins.resume(
                ctx, query.required(LoginAddress.KEY), connection, new Chosen(connection, trips));
    }

    private record Chosen(String connection, ProviderTrips trips) implements Leg<Choosing> {

        @Override
        public Choosing admit(PendingLogin login) {
            if (login.stage() instanceof Choosing stage && stage.options().contains(connection)) {
                return stage;
            }
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "not one of the step's options");
        }

        @Override
        public Future<Void> proceed(RoutingContext ctx, LoginTransaction login, Choosing stage) {
            return trips.begin(ctx, login, stage.step(), connection);
        }
    }
}
