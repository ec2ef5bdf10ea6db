package dev.vestibule.gateway;

import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.signout.Departures;
import dev.vestibule.gateway.signout.SignOutRoutes;

import java.util.function.Supplier;

/** Signing out, here and at identity providers. */
final class SignOutModule {
    private SignOutModule() {}

    /**
     * @param live the live version of the configuration, once there is one
     */
    static SignOutRoutes routes(
            RuntimeContext context,
            WebModule web,
            SessionModule sessions,
            Supplier<LoginSetup> live) {
        var environment = context.environment();
        return new SignOutRoutes(
                new Departures(
                        sessions.logins(), web.cookies(), web.tokens(), context.stores(), live),
                new SignOutRoutes.SignedIn(sessions.sessions(), sessions.providers()),
                new SignOutRoutes.Web(web.pages(), web.csrf()),
                new SignOutRoutes.Outside(
                        context.stores(), environment.random(), environment.clock(), live));
    }
}
