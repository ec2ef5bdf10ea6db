package dev.vestibule.gateway.login;

import static java.util.Objects.requireNonNull;

import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.PendingLogin.Channel;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The endpoints that take the answers to logins: one for pages, one for identity providers. */
record AnswerHandler(TransactionResumer logins, LoginTransactions transactions, Csrf csrf) {
    private static final int LARGEST_FORM = 16_384;

    void mount(Router router) {
        router.get(LoginAddress.ANSWERS).handler(this::link);
        router.get(LoginAddress.VISITS).handler(this::visit);
        router.post(LoginAddress.ANSWERS).handler(form()).handler(csrf).handler(this::form);
        router.get(LoginAddress.CALLBACK).handler(this::callback);
        router.post(LoginAddress.CALLBACK).handler(form()).handler(this::posted);
    }

    private static Handler<RoutingContext> form() {
        return BodyHandler.create(false).setBodyLimit(LARGEST_FORM);
    }

    private void link(RoutingContext ctx) {
        logins.resume(ctx, key(ctx), new Answer(Channel.LINK, RequestParameters.ofQuery(ctx)));
    }

    private void visit(RoutingContext ctx) {
        logins.visit(ctx, key(ctx), new Answer(Channel.LINK, RequestParameters.ofQuery(ctx)));
    }

    private void form(RoutingContext ctx) {
        logins.resume(ctx, key(ctx), new Answer(Channel.FORM, RequestParameters.ofForm(ctx)));
    }

    private void callback(RoutingContext ctx) {
        RequestParameters query = RequestParameters.ofQuery(ctx);
        String state = query.required(LoginAddress.STATE);
        String held = query.optional(LoginAddress.POSTED);
        if (held == null) {
            callback(ctx, state, query);
        } else {
            transactions
                    .held(held)
                    .onSuccess(
                            parameters -> callback(ctx, state, new RequestParameters(parameters)))
                    .onFailure(ctx::fail);
        }
    }

    private void callback(RoutingContext ctx, String state, RequestParameters parameters) {
        logins.resume(ctx, state, new Answer(Channel.CALLBACK, parameters, connection(ctx)));
    }

    /**
     * The browser sends no cookie with a form that another site has posted, but it does with the
     * navigation that follows it. Until then the answer stays here, and nothing is used.
     */
    private void posted(RoutingContext ctx) {
        RequestParameters form = RequestParameters.ofForm(ctx);
        String state = form.required(LoginAddress.STATE);
        transactions
                .hold(state, form.values())
                .compose(held ->
                        Pages.redirect(
                                ctx,
                                LoginAddress.hop(connection(ctx), state, held == null ? "" : held)))
                .onFailure(ctx::fail);
    }

    private static String key(RoutingContext ctx) {
        return parameter(ctx, LoginAddress.TRANSACTION);
    }

    private static String connection(RoutingContext ctx) {
        return parameter(ctx, LoginAddress.CONNECTION);
    }

    private static String parameter(RoutingContext ctx, String name) {
        return requireNonNull(ctx.pathParam(name));
    }
}
