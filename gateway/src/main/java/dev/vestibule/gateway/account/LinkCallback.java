package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.idp.AuthenticationAnswer;
import dev.vestibule.gateway.login.ProviderFailures;
import dev.vestibule.gateway.login.RefusedPeople;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity provider's answer to a redirect for a change of links; every other answer belongs to
 * a login. Browser, session, connection and issuer are checked before the code is used.
 */
final class LinkCallback implements Handler<RoutingContext> {
    private final LinkTrips trips;
    private final AccountHolders holders;
    private final LinkArrival arrival;
    private final Cookies cookies;
    private final RefusedPeople refusals;

    LinkCallback(
            LinkTrips trips,
            AccountHolders holders,
            LinkArrival arrival,
            AccountServices services) {
        this.trips = trips;
        this.holders = holders;
        this.arrival = arrival;
        cookies = services.cookies();
        refusals = services.refusals();
    }

    @Override
    public void handle(RoutingContext ctx) {
        List<String> states = ctx.queryParams().getAll("state");
        if (states.size() != 1) {
            ctx.next();
            return;
        }
        trips.find(states.getFirst())
                .onSuccess(trip -> {
                    if (trip == null) {
                        ctx.next();
                    } else {
                        proceed(ctx, states.getFirst(), trip);
                    }
                })
                .onFailure(ctx::fail);
    }

    private void proceed(RoutingContext ctx, String state, LinkTrip trip) {
        AuthenticationAnswer answer;
        try {
            answer = admitted(ctx, trip);
        } catch (RuntimeException refused) {
            refusals.heed(ctx, trip.setup(), trip.connection(), refused)
                    .onComplete(_ -> ctx.fail(typed(refused)));
            return;
        }
        holders.find(ctx)
                .compose(holder -> taken(state, trip, holder).map(holder))
                .compose(holder ->
                        trip.setup()
                                .authenticator(trip.connection())
                                .complete(trip.trip(), answer)
                                .compose(identity -> arrival.arrive(ctx, holder, trip, identity)))
                .onFailure(failure -> ctx.fail(typed(failure)));
    }

    private AuthenticationAnswer admitted(RoutingContext ctx, LinkTrip trip) {
        if (!trip.browser().equals(cookies.browser(ctx))) {
            throw HttpFailure.of(FailureKind.LOGIN_EXPIRED, "another browser's trip");
        }
        if (!trip.connection().equals(ctx.pathParam(AccountAddress.CONNECTION))) {
            throw HttpFailure.of(
                    FailureKind.PROVIDER_REJECTED, "answer of another connection than asked");
        }
        AuthenticationAnswer answer = new AuthenticationAnswer(single(ctx.queryParams()));
        trip.setup().authenticator(trip.connection()).inspect(answer);
        return answer;
    }

    private static Map<String, String> single(MultiMap query) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String> parameter : query) {
            if (values.put(parameter.getKey(), parameter.getValue()) != null) {
                throw HttpFailure.of(FailureKind.BAD_REQUEST, "parameter given twice");
            }
        }
        return values;
    }

    private Future<?> taken(String state, LinkTrip trip, AccountHolder holder) {
        if (!holder.session().key().equals(trip.session())) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.LOGIN_EXPIRED, "another session's trip"));
        }
        return trips.take(state).compose(LinkCallback::once);
    }

    private static Future<LinkTrip> once(@Nullable LinkTrip trip) {
        return trip == null
                ? Future.failedFuture(
                        HttpFailure.of(FailureKind.LOGIN_EXPIRED, "the answer came twice"))
                : Future.succeededFuture(trip);
    }

    private static HttpFailure typed(Throwable failure) {
        return ProviderFailures.typed(failure).retryAt(AccountAddress.LINKS);
    }
}
