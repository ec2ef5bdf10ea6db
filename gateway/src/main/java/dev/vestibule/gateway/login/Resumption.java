package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Step;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.ReturnPath;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Goes on with a login whose key a browser shows. Everything is checked before the login is taken
 * out, and of several requests with one key only one takes it; the others begin again, to the same
 * destination.
 */
final class Resumption {
    private final Cookies cookies;
    private final LoginTransactions transactions;
    private final LoginFailures failures;
    private final Supplier<LoginSetup> live;

    Resumption(
            Cookies cookies,
            LoginTransactions transactions,
            LoginFailures failures,
            Supplier<LoginSetup> live) {
        this.cookies = cookies;
        this.transactions = transactions;
        this.failures = failures;
        this.live = live;
    }

    /**
     * @param connection the connection that the request is about, or null
     */
    <S extends LoginStage> void resume(
            RoutingContext ctx, String key, @Nullable String connection, Leg<S> leg) {
        String browser = cookies.browser(ctx);
        if (browser == null) {
            ctx.fail(HttpFailure.of(FailureKind.COOKIES_MISSING, "no browser cookie"));
            return;
        }
        transactions
                .find(key, browser)
                .compose(found ->
                        switch (found) {
                            case LoginLookup.Open(var login) -> take(ctx, key, login, leg);
                            case LoginLookup.Past(var destination) -> again(ctx, destination);
                            case LoginLookup.Foreign() ->
                                    expired("another browser's login", connection);
                            case LoginLookup.Unknown() -> expired("unknown login", connection);
                        })
                .onFailure(ctx::fail);
    }

    private <S extends LoginStage> Future<Void> take(
            RoutingContext ctx, String key, PendingLogin login, Leg<S> leg) {
        LoginTransaction transaction = login.transaction();
        S stage;
        try {
            stage = leg.admit(login);
        } catch (RuntimeException refused) {
            return leg.refused(ctx, transaction, refused)
                    .onComplete(_ -> failures.end(ctx, login, refused));
        }
        return transactions
                .take(key)
                .compose(taken ->
                        taken == null
                                ? again(ctx, transaction.destination())
                                : leg.proceed(ctx, transaction, stage))
                .recover(failure -> {
                    failures.end(ctx, login, failure);
                    return Future.succeededFuture();
                });
    }

    private static Future<Void> again(RoutingContext ctx, LoginDestination destination) {
        return ProviderTrips.redirect(ctx, LoginAddress.again(destination));
    }

    private Future<Void> expired(String detail, @Nullable String connection) {
        HttpFailure failure = HttpFailure.of(FailureKind.LOGIN_EXPIRED, detail);
        String start = start(connection);
        return Future.failedFuture(start == null ? failure : failure.retryAt(start));
    }

    /** A login of the first app that the connection could have been meant for. */
    private @Nullable String start(@Nullable String connection) {
        FlowConfig config = live.get().config();
        return config.apps().values().stream()
                .filter(app -> connection == null || offers(config, app, connection))
                .map(app ->
                        LoginAddress.again(
                                new LoginDestination(
                                        app, ReturnPath.parse(null, app.path()), null)))
                .findFirst()
                .orElse(null);
    }

    private static boolean offers(FlowConfig config, App app, String connection) {
        return config.flow(app.flow()).steps().stream()
                .anyMatch(step ->
                        step instanceof Step.Authenticate authenticate
                                && authenticate.options().contains(connection));
    }
}
