package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.ProviderFailures;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/** Redirects users to identity providers for changes of links, with a key for each redirect. */
final class LinkTrips {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Redirects of one session in progress; the next one replaces the oldest. */
    private static final int PER_SESSION = 10;

    private final OwnedStore<LinkTrip> trips;
    private final Supplier<LoginSetup> live;
    private final Cookies cookies;
    private final Tokens tokens;

    LinkTrips(
            OwnedStore<LinkTrip> trips, Supplier<LoginSetup> live, Cookies cookies, Tokens tokens) {
        this.trips = trips;
        this.live = live;
        this.cookies = cookies;
        this.tokens = tokens;
    }

    /** Opens the store. */
    static OwnedStore<LinkTrip> open(StoreFactory stores) {
        return OwnedStore.open(
                stores,
                new StoreKind<>("trips", Part.fixed(1), LinkTrip::bytes),
                Part.fixed(1),
                new OwnedStore.Limit(PER_SESSION, LIFETIME));
    }

    /**
     * Starts a redirect with which the user signs in again; fails if the provider cannot be
     * reached, with nothing changed.
     */
    Future<Void> begin(
            RoutingContext ctx, Session session, String connection, LinkTrip.Purpose purpose) {
        String state = tokens.next();
        String browser = cookies.bindBrowser(ctx);
        LoginSetup setup = live.get();
        return setup.authenticator(connection)
                .beginAnew(state)
                .compose(start ->
                        trips.put(
                                        session.key(),
                                        state,
                                        new LinkTrip(
                                                browser,
                                                session.key(),
                                                setup,
                                                connection,
                                                purpose,
                                                start.trip()),
                                        LIFETIME)
                                .map(start.redirect().toString()))
                .compose(address -> redirect(ctx, address))
                .recover(failure ->
                        Future.failedFuture(
                                ProviderFailures.typed(failure).retryAt(AccountAddress.LINKS)));
    }

    /** The one with this key; null if the key is unknown. Changes nothing. */
    Future<@Nullable LinkTrip> find(String state) {
        return trips.get(state);
    }

    /** Removes it; of several simultaneous callers only one gets it, the others null. */
    Future<@Nullable LinkTrip> take(String state) {
        return trips.take(state);
    }

    static Future<Void> redirect(RoutingContext ctx, String address) {
        Pages.secure(ctx.response().headers());
        return ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
    }
}
