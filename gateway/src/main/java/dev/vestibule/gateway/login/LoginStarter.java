package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Cookies;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/** Begins logins, of every purpose. */
public record LoginStarter(
        Cookies cookies,
        LoginSetups setups,
        LoginContext.Source contexts,
        LoginDispatcher dispatcher,
        LoginAudit audit,
        InstantSource clock) {
    /**
     * What a login begins with.
     *
     * @param proved what it need not prove again; null when that is nothing
     */
    record Start(Purpose purpose, @Nullable LoginProgress proved) {}

    /** Begins a login in this browser with the live configuration, and answers the request. */
    public Future<Void> begin(RoutingContext ctx, Purpose purpose) {
        return begin(ctx, setups.live(), new Start(purpose, known(purpose)), null);
    }

    /**
     * @param wanted the connection that the link names, null leaves the choice to the user
     */
    Future<Void> begin(RoutingContext ctx, LoginSetup setup, Start start, @Nullable String wanted) {
        setups.keep(setup);
        LoginTransaction transaction =
                new LoginTransaction(
                        cookies.bindBrowser(ctx),
                        setup.version(),
                        start.purpose(),
                        clock.instant(),
                        start.proved());
        LoginContext login = contexts.of(ctx, transaction, setup, wanted);
        return dispatcher
                .next(login)
                .recover(failure -> {
                    ctx.fail(audit.failed(login, null, failure));
                    return Future.succeededFuture();
                });
    }

    /** The account that the session has proved, where the login is for that and no other. */
    private static @Nullable LoginProgress known(Purpose purpose) {
        return switch (purpose) {
            case Purpose.EnrolFactor enrol -> LoginProgress.of(enrol.account());
            case Purpose.Reauthenticate again when again.known() && again.account() != null ->
                    LoginProgress.of(again.account());
            case Purpose.Reauthenticate _, Purpose.LinkIdentity _, Purpose.SignIn _ -> null;
        };
    }
}
