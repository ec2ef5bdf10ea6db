package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.account.AccountPage.Offers;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.session.Session;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/** Shows the user's account; without one, the sessions only. */
record AccountHandler(
        AccountHolders holders,
        WhoSection who,
        FactorSection factors,
        ActivitySection activity,
        PasswordHandler passwords,
        TokensHandler tokens,
        Pages pages)
        implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        holders.session(ctx)
                .compose(session ->
                        holders.optional(session).compose(holder -> page(ctx, session, holder)))
                .onSuccess(page -> pages.send(ctx, 200, page))
                .onFailure(ctx::fail);
    }

    private Future<AccountPage> page(
            RoutingContext ctx, Session session, @Nullable AccountHolder holder) {
        Done done = AccountAddress.done(Done.class, ctx.queryParams().get(AccountAddress.DONE));
        String user = session.identity().user();
        return activity.of(ctx, session)
                .compose(lately ->
                        holder == null
                                ? Future.succeededFuture(
                                        new AccountPage(
                                                user, done, null, null, Offers.NONE, lately))
                                : who.of(holder)
                                        .compose(known ->
                                                factors.of(ctx, holder)
                                                        .map(own ->
                                                                new AccountPage(
                                                                        user,
                                                                        done,
                                                                        known,
                                                                        own,
                                                                        own == null
                                                                                ? Offers.NONE
                                                                                : new Offers(
                                                                                        passwords
                                                                                                .isOffered(),
                                                                                        tokens
                                                                                                .isOffered()),
                                                                        lately))));
    }
}
