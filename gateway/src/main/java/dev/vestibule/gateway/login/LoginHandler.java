package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.session.LongPaths;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * Starts a login for an app in this browser, or sends a user who has passed the flow to the app.
 */
final class LoginHandler implements Handler<RoutingContext> {
    private final LoginServices services;
    private final LoginDispatcher dispatcher;
    private final Arrival arrival;
    private final LoginFailures failures;

    LoginHandler(
            LoginServices services,
            LoginDispatcher dispatcher,
            Arrival arrival,
            LoginFailures failures) {
        this.services = services;
        this.dispatcher = dispatcher;
        this.arrival = arrival;
        this.failures = failures;
    }

    @Override
    public void handle(RoutingContext ctx) {
        QueryParameters query = QueryParameters.of(ctx);
        LoginSetup setup = services.live().get();
        App app = app(setup, query.required(LoginAddress.APP));
        LoginDestination destination = destination(app, query);
        String chosen = query.optional(LoginAddress.CONNECTION);
        services.sessions()
                .find(ctx)
                .compose(session ->
                        session != null && session.flows().contains(app.flow())
                                ? arrival.go(ctx, session, destination)
                                : counted(ctx, destination)
                                        .compose(_ -> begin(ctx, setup, destination, chosen)))
                .onFailure(ctx::fail);
    }

    private Future<Void> counted(RoutingContext ctx, LoginDestination destination) {
        int wait = services.starts().admit(ClientAddress.counted(ctx));
        return wait == 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                        HttpFailure.of(FailureKind.TOO_MANY_LOGINS, "gateway.login-starts")
                                .retryAt(LoginAddress.again(destination))
                                .retryAfter(wait));
    }

    private Future<Void> begin(
            RoutingContext ctx,
            LoginSetup setup,
            LoginDestination destination,
            @Nullable String chosen) {
        Flow flow = setup.config().flow(destination.app().flow());
        String browser = services.cookies().bindBrowser(ctx);
        LoginTransaction login =
                new LoginTransaction(
                        browser,
                        setup,
                        flow,
                        destination,
                        LoginProgress.none(),
                        services.clock().instant());
        return dispatcher
                .dispatch(ctx, login, chosen)
                .recover(failure -> {
                    failures.end(ctx, login, failure);
                    return Future.succeededFuture();
                });
    }

    private static App app(LoginSetup setup, String id) {
        App app = setup.config().apps().get(id);
        if (app == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "no app with this id");
        }
        return app;
    }

    private static LoginDestination destination(App app, QueryParameters query) {
        String wanted = query.optional(LoginAddress.RETURN);
        ReturnPath path = ReturnPath.parse(wanted == null ? app.path() : wanted);
        if (path == null || !LongPaths.mayTravel(path)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "return is no local path");
        }
        String binding = query.optional(LoginAddress.BINDING);
        if (binding != null && !Tokens.wellFormed(binding)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "binding is none of ours");
        }
        return new LoginDestination(app, path, binding);
    }
}
