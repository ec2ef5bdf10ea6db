package dev.vestibule.gateway;

import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.signout.Departures;
import dev.vestibule.gateway.signout.LogoutHandler;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

import java.util.function.Supplier;

/** Signing out, here and at identity providers. */
record SignOutModule(LogoutHandler logout, Departures departures, GatewayHost host) {
    private static final int LARGEST_FORM = 16_384;

    /**
     * @param live the live version of the configuration, once there is one
     */
    static SignOutModule of(
            RuntimeContext context,
            WebModule web,
            SessionModule sessions,
            Supplier<LoginSetup> live) {
        Departures departures =
                new Departures(
                        sessions.logins(), web.cookies(), web.tokens(), context.stores(), live);
        return new SignOutModule(
                new LogoutHandler(sessions.sessions(), web.pages(), web.csrf(), departures),
                departures,
                new GatewayHost(sessions.logins().gateway()));
    }

    void mount(Router router) {
        router.route(RequestTarget.LOGOUT)
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(logout);
        router.get(Departures.LEAVE).handler(host).handler(departures);
    }
}
