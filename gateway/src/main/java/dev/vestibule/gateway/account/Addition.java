package dev.vestibule.gateway.account;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.gateway.account.ChangeHandler.Change;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginSetup;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.function.Supplier;

/** A user starts to link another identity. */
record Addition(LinkTrips trips, Supplier<LoginSetup> live) implements Change {

    @Override
    public Future<Void> carryOut(RoutingContext ctx, AccountHolder holder) {
        String id = ChangeHandler.field(ctx, AccountAddress.CONNECTION);
        Connection connection = live.get().config().connections().get(id);
        if (connection == null || !connection.provisioning().enabled()) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.BAD_REQUEST, "no connection to link"));
        }
        return trips.begin(ctx, holder.session(), id, LinkTrip.Purpose.LINK);
    }
}
