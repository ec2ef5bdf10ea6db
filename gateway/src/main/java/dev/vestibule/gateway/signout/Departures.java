package dev.vestibule.gateway.signout;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.ProviderSignOut;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LongPaths;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.signout.Departure.Next;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the browser goes after its session has ended: to the identity provider, so that the user is
 * signed out there too, and from there to a page that says what is true; or to a sign-in with
 * another account. What fails on the way leads to the plain page.
 *
 * <p>As a handler it is mounted at {@link #LEAVE} of the gateway's host, where browsers come from
 * the hosts of apps.
 *
 * @param logins knows the gateway's host, and where apps are found
 * @param live the live version of the configuration, once there is one
 */
public record Departures(
        LoginRedirect logins,
        Cookies cookies,
        Tokens tokens,
        EphemeralStore<Departure> store,
        Supplier<LoginSetup> live)
        implements Handler<RoutingContext> {
    /** Path on the gateway's host. */
    public static final String LEAVE = RequestTarget.LOGOUT + "/leave";

    /** The parameter that the provider gives back. */
    static final String STATE = "state";

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final String CODE = "code";
    private static final Duration HOP = Duration.ofMinutes(1);
    private static final Duration JOURNEY = Duration.ofMinutes(10);

    public Departures(
            LoginRedirect logins,
            Cookies cookies,
            Tokens tokens,
            StoreFactory stores,
            Supplier<LoginSetup> live) {
        this(
                logins,
                cookies,
                tokens,
                stores.open(new StoreKind<>("departures", Part.fixed(1), Departure.class)),
                live);
    }

    /** The end of the way. */
    sealed interface End {
        void answer(RoutingContext ctx, Pages pages);

        record Shown(LogoutPage.SignedOut page) implements End {
            @Override
            public void answer(RoutingContext ctx, Pages pages) {
                pages.send(ctx, 200, page);
            }
        }

        record Onward(String to) implements End {
            @Override
            public void answer(RoutingContext ctx, Pages pages) {
                LoginRedirect.to(ctx, to);
            }
        }
    }

    private record ProviderAddress(String connection, URI address) {}

    /**
     * The Location of the redirect for a browser whose session has ended.
     *
     * @param ended the session, null when there was none
     */
    Future<String> leave(RoutingContext ctx, @Nullable Session ended, Next next) {
        if (ended == null || ended.logins().isEmpty()) {
            String login = login(next);
            return Future.succeededFuture(login == null ? RequestTarget.LOGOUT : login);
        }
        RequestTarget target = RequestTarget.of(ctx);
        if (logins.isOwnHost(target.host())) {
            return go(ctx, new Departure(null, ended.logins(), null, next, "/"));
        }
        String start = logins.gateway().getScheme() + "://" + target.authority() + "/";
        String code = tokens.next();
        return store.put(CODE + code, new Departure(null, ended.logins(), null, next, start), HOP)
                .map(logins.gateway() + LEAVE + "?" + CODE + "=" + code)
                .otherwise(RequestTarget.LOGOUT);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String code = RequestParameters.ofQuery(ctx).required(CODE);
        store.take(CODE + code)
                .compose(found ->
                        found == null
                                ? Future.succeededFuture(RequestTarget.LOGOUT)
                                : go(ctx, found))
                .onSuccess(to -> LoginRedirect.to(ctx, to))
                .onFailure(ctx::fail);
    }

    /** What the browser sees that is back with this state, or has none. */
    Future<End> returned(RoutingContext ctx, @Nullable String state) {
        String browser = cookies.browser(ctx);
        if (state == null || browser == null) {
            return Future.succeededFuture(new End.Shown(LogoutPage.SignedOut.PLAIN));
        }
        return store.get(STATE + state)
                .map(found ->
                        found != null && browser.equals(found.browser())
                                ? end(found)
                                : new End.Shown(LogoutPage.SignedOut.PLAIN));
    }

    private End end(Departure found) {
        String login = login(found.next());
        if (login != null) {
            return new End.Onward(login);
        }
        String ended = found.ended();
        List<String> open =
                found.logins().stream()
                        .map(ProviderLogin::connection)
                        .distinct()
                        .filter(connection -> !connection.equals(ended))
                        .map(this::title)
                        .toList();
        return new End.Shown(
                new LogoutPage.SignedOut(ended == null ? null : title(ended), open, found.start()));
    }

    /** On the gateway's host. */
    private Future<String> go(RoutingContext ctx, Departure departure) {
        String browser = cookies.bindBrowser(ctx);
        String state = tokens.next();
        return address(departure.logins(), state)
                .compose(provider -> {
                    String connection = provider == null ? null : provider.connection();
                    String here = RequestTarget.LOGOUT + "?" + STATE + "=" + state;
                    return store.put(STATE + state, departure.at(browser, connection), JOURNEY)
                            .map(provider == null ? here : provider.address().toString());
                })
                .otherwise(RequestTarget.LOGOUT);
    }

    /** That of the first provider that has one; the last sign-in comes first. */
    private Future<@Nullable ProviderAddress> address(List<ProviderLogin> all, String state) {
        if (all.isEmpty()) {
            return Future.succeededFuture();
        }
        ProviderLogin first = all.getFirst();
        return address(first, state)
                .compose(address ->
                        address == null
                                ? address(all.subList(1, all.size()), state)
                                : Future.succeededFuture(
                                        new ProviderAddress(first.connection(), address)));
    }

    private Future<@Nullable URI> address(ProviderLogin login, String state) {
        Authenticator known = live.get().authenticators().get(login.connection());
        ProviderSignOut provider = known == null ? null : known.signOut();
        if (provider == null) {
            return Future.succeededFuture();
        }
        return provider.address(login, state)
                .onFailure(failure ->
                        LOG.warn(
                                "signed out here only connection={} detail=\"{}\"",
                                login.connection(),
                                failure.getMessage()))
                .otherwiseEmpty();
    }

    private String title(String connection) {
        Connection known = live.get().config().connections().get(connection);
        return known == null ? connection : known.title();
    }

    /** The sign-in with another account; null where there is none, or no such app. */
    private @Nullable String login(Next next) {
        App app = next.app() == null ? null : live.get().config().apps().get(next.app());
        if (app == null) {
            return null;
        }
        ReturnPath path = ReturnPath.parse(next.path(), app.path());
        String to = LongPaths.mayTravel(path) ? path.value() : app.path();
        return logins.gateway() + logins.start(app, to) + Demand.ANOTHER_ACCOUNT.query();
    }
}
