package dev.vestibule.gateway.account;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** A user signs in again at the provider of the session. */
final class ConfirmHandler implements Handler<RoutingContext> {
    private final AccountHolders holders;
    private final LinkTrips trips;

    ConfirmHandler(AccountHolders holders, LinkTrips trips) {
        this.holders = holders;
        this.trips = trips;
    }

    @Override
    public void handle(RoutingContext ctx) {
        holders.find(ctx)
                .compose(holder ->
                        trips.begin(
                                ctx,
                                holder.session(),
                                holder.session().identity().verified().connection(),
                                LinkTrip.Purpose.CONFIRM))
                .onFailure(ctx::fail);
    }
}
