package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** A change of links by a user, after a recent sign-in. */
final class ChangeHandler implements Handler<RoutingContext> {
    private final AccountHolders holders;
    private final Confirmations confirmations;
    private final Change change;

    ChangeHandler(AccountHolders holders, Confirmations confirmations, Change change) {
        this.holders = holders;
        this.confirmations = confirmations;
        this.change = change;
    }

    /** The change itself; it answers the request. */
    interface Change {
        Future<Void> carryOut(RoutingContext ctx, AccountHolder holder);
    }

    @Override
    public void handle(RoutingContext ctx) {
        holders.find(ctx)
                .compose(holder ->
                        confirmations
                                .recent(holder.session())
                                .compose(recent ->
                                        recent
                                                ? change.carryOut(ctx, holder)
                                                : Future.failedFuture(unconfirmed())))
                .onFailure(ctx::fail);
    }

    /** A field of the form that must come exactly once. */
    static String field(RoutingContext ctx, String name) {
        List<String> values = ctx.request().formAttributes().getAll(name);
        if (values.size() != 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "one " + name + " has to be named");
        }
        return values.getFirst();
    }

    private static HttpFailure unconfirmed() {
        return HttpFailure.of(FailureKind.CONFIRMATION_NEEDED, "the sign-in is too old")
                .retryAt(AccountAddress.LINKS);
    }
}
