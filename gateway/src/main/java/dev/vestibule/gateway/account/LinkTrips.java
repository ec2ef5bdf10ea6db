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

/** Sends people to identity providers for the sake of their links, with a key for each trip. */
final class LinkTrips {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Trips of one session that are under way; the oldest gives way to the next. */
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

    /** Opens the store of the trips. */
    static OwnedStore<LinkTrip> open(StoreFactory stores) {
        return OwnedStore.open(
                stores,
                new StoreKind<>("trips", Part.fixed(1), LinkTrip::bytes),
                Part.fixed(1),
                new OwnedStore.Limit(PER_SESSION, LIFETIME));
    }

    /**
     * Begins a trip on which the person signs in anew; fails when the provider cannot be reached,
     * with nothing changed.
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

    /** The trip under the key, null when the key is none of ours. Changes nothing. */
    Future<@Nullable LinkTrip> find(String state) {
        return trips.get(state);
    }

    /** Takes the trip out; of several callers at once only one gets it, the others null. */
    Future<@Nullable LinkTrip> take(String state) {
        return trips.take(state);
    }

    static Future<Void> redirect(RoutingContext ctx, String address) {
        Pages.secure(ctx.response().headers());
        return ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
    }
}
