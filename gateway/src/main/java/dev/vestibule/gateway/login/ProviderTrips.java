package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.login.LoginStage.AtProvider;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Redirects the browser to an identity provider, with a key of its own for each redirect. */
final class ProviderTrips {
    private final LoginTransactions transactions;

    ProviderTrips(LoginTransactions transactions) {
        this.transactions = transactions;
    }

    /** Starts the redirect; fails if the provider cannot be reached, with nothing changed. */
    Future<Void> begin(RoutingContext ctx, LoginTransaction login, String step, String connection) {
        String state = transactions.newKey();
        return login.setup()
                .authenticator(connection)
                .begin(state)
                .compose(start ->
                        transactions
                                .keep(
                                        state,
                                        new PendingLogin(
                                                login,
                                                new AtProvider(step, connection, start.trip())))
                                .map(start.redirect().toString()))
                .compose(address -> redirect(ctx, address))
                .recover(failure ->
                        Future.failedFuture(
                                ProviderFailures.typed(failure)
                                        .concerning(new Concern(null, connection, null))));
    }

    /** A redirect that is followed with GET (RFC 9110, section 15.4.4) and never stored. */
    static Future<Void> redirect(RoutingContext ctx, String address) {
        Pages.secure(ctx.response().headers());
        return ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
    }
}
