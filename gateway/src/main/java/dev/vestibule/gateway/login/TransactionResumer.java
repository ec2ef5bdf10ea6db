package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.login.LoginTransactions.Lookup;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.login.Purpose.SignIn;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * Continues with a login whose key a browser shows. Here and nowhere else browser, login, stage and
 * lifetime are checked, before the login is taken out; of several requests with one key only one
 * takes it, and the others begin again, to the same destination.
 */
record TransactionResumer(
        Cookies cookies,
        LoginSetups setups,
        LoginContext.Source contexts,
        LoginDispatcher dispatcher,
        LoginAudit audit) {
    /** Answers the request. */
    void resume(RoutingContext ctx, String key, Answer answer) {
        find(
                ctx,
                key,
                FailureKind.COOKIES_MISSING,
                found ->
                        switch (found) {
                            case Lookup.Open(var login) -> open(ctx, key, login, answer);
                            case Lookup.Past(var purpose) -> again(ctx, purpose);
                            case Lookup.Foreign() ->
                                    throw expired("another browser's login", answer);
                            case Lookup.Unknown() -> throw expired("unknown login", answer);
                        });
    }

    /**
     * Shows a page of a login that waits: the address came by mail, and whatever opens it changes
     * nothing. Only the browser that began the login sees the page.
     */
    void visit(RoutingContext ctx, String key, Answer answer) {
        find(
                ctx,
                key,
                FailureKind.LINK_ELSEWHERE,
                found ->
                        switch (found) {
                            case Lookup.Open(var login) -> shown(ctx, key, login, answer);
                            case Lookup.Past(var purpose) -> throw spent().retryAt(purpose.start());
                            case Lookup.Foreign() ->
                                    throw HttpFailure.of(
                                            FailureKind.LINK_ELSEWHERE, "another browser's login");
                            case Lookup.Unknown() -> throw spent();
                        });
    }

    private void find(
            RoutingContext ctx,
            String key,
            FailureKind withoutCookie,
            Function<Lookup, Future<Void>> use) {
        String browser = cookies.browser(ctx);
        if (browser == null) {
            ctx.fail(HttpFailure.of(withoutCookie, "no browser cookie"));
        } else {
            contexts.transactions().find(key, browser).compose(use).onFailure(ctx::fail);
        }
    }

    private Future<Void> shown(
            RoutingContext ctx, String key, PendingLogin waiting, Answer answer) {
        LoginSetup setup = setups.find(waiting.transaction().version());
        if (setup == null) {
            throw spent();
        }
        return dispatcher.visit(contexts.at(ctx, waiting, setup, key), waiting, answer);
    }

    private static HttpFailure spent() {
        return HttpFailure.of(FailureKind.LINK_SPENT, "the login has moved on or ended");
    }

    private Future<Void> open(RoutingContext ctx, String key, PendingLogin waiting, Answer answer) {
        LoginTransaction transaction = waiting.transaction();
        LoginSetup setup = setups.find(transaction.version());
        if (setup == null) {
            return again(ctx, transaction.purpose());
        }
        LoginContext login = contexts.of(ctx, transaction, setup, null);
        return admit(login, waiting, answer)
                .compose(_ -> contexts.transactions().take(key, waiting))
                .compose(taken ->
                        taken
                                ? dispatcher.resume(login, waiting, answer)
                                : again(ctx, transaction.purpose()))
                .recover(failure -> {
                    ctx.fail(audit.failed(login, waiting, failure));
                    return Future.succeededFuture();
                });
    }

    private Future<Void> admit(LoginContext login, PendingLogin waiting, Answer answer) {
        return answer.channel() == waiting.channel()
                ? dispatcher.admit(login, waiting, answer)
                : Future.failedFuture(
                        HttpFailure.of(
                                answer.channel() == Channel.CALLBACK
                                        ? FailureKind.PROVIDER_REJECTED
                                        : FailureKind.BAD_REQUEST,
                                "this login waits for something else"));
    }

    /**
     * A login to an app starts again; a change of an account is never repeated without the user.
     */
    private static Future<Void> again(RoutingContext ctx, Purpose purpose) {
        return switch (purpose) {
            case SignIn signIn -> Pages.redirect(ctx, signIn.start());
            case Purpose.OfAccount _ ->
                    throw HttpFailure.of(FailureKind.LOGIN_EXPIRED, "the answer came twice")
                            .retryAt(purpose.start());
        };
    }

    private HttpFailure expired(String detail, Answer answer) {
        HttpFailure failure = HttpFailure.of(FailureKind.LOGIN_EXPIRED, detail);
        String start = start(answer.option());
        return start == null ? failure : failure.retryAt(start);
    }

    /** A login of the first app that offers the connection. */
    private @Nullable String start(@Nullable String connection) {
        FlowConfig config = setups.live().config();
        return config.apps().values().stream()
                .filter(app -> connection == null || offers(config, app, connection))
                .map(app ->
                        new SignIn(app.id(), ReturnPath.parse(null, app.path()).value(), null)
                                .start())
                .findFirst()
                .orElse(null);
    }

    private static boolean offers(FlowConfig config, App app, String connection) {
        return config.flow(app.flow()).steps().stream()
                .anyMatch(step -> step.options().contains(connection));
    }
}
