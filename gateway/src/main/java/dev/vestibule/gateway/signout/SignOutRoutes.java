package dev.vestibule.gateway.signout;

import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.session.ProviderSessions;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The endpoints of signing out. */
public final class SignOutRoutes {
    private static final int LARGEST_FORM = 16_384;
    private static final int LARGEST_NOTICE = 65_536;

    /** Notices of one address that may be none. */
    private static final Rate MISTAKES = new Rate(60, Duration.ofMinutes(1));

    private final LogoutHandler logout;
    private final Departures departures;
    private final BackChannelLogout backChannel;
    private final FrontChannelLogout frontChannel;

    /** What users sign out of. */
    public record SignedIn(Sessions sessions, ProviderSessions providers) {}

    /** What the endpoints answer with. */
    public record Web(Pages pages, Csrf csrf) {}

    /** What they need from outside. */
    public record Outside(
            StoreFactory stores,
            RandomGenerator random,
            InstantSource clock,
            Supplier<LoginSetup> live) {}

    public SignOutRoutes(Departures departures, SignedIn signedIn, Web web, Outside outside) {
        this.departures = departures;
        logout = new LogoutHandler(signedIn.sessions(), web.pages(), web.csrf(), departures);
        ProviderNotices notices =
                new ProviderNotices(
                        departures.logins(),
                        outside.live(),
                        new LoginStarts(MISTAKES, outside.random(), outside.clock()));
        backChannel =
                new BackChannelLogout(
                        notices,
                        signedIn.providers(),
                        outside.stores()
                                .open(
                                        new StoreKind<>(
                                                "logout-tokens", Part.fixed(1), String.class)));
        frontChannel = new FrontChannelLogout(notices, signedIn.providers(), outside.clock());
    }

    /** Mounts them; the target handler must come before. */
    public void mount(Router router) {
        router.route(RequestTarget.LOGOUT)
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(form(LARGEST_FORM))
                .handler(logout);
        router.get(Departures.LEAVE)
                .handler(new GatewayHost(departures.logins().gateway()))
                .handler(departures);
        router.post(BackChannelLogout.PATH).handler(form(LARGEST_NOTICE)).handler(backChannel);
        router.get(FrontChannelLogout.PATH).handler(frontChannel);
    }

    private static Handler<RoutingContext> form(int largest) {
        return BodyHandler.create(false).setBodyLimit(largest);
    }
}
