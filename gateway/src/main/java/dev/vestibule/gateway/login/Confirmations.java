package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.login.LoginStage.Confirming;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.Map;

/**
 * The page on which the user proves that an account belongs to them. It shows nothing of the
 * account except what the identity provider sent.
 */
final class Confirmations {
    private final LoginTransactions transactions;
    private final Pages pages;
    private final Csrf csrf;

    Confirmations(LoginTransactions transactions, Pages pages, Csrf csrf) {
        this.transactions = transactions;
        this.pages = pages;
        this.csrf = csrf;
    }

    /** Asks, and says so when a proof has failed before. Each question is answered once. */
    Future<Void> ask(RoutingContext ctx, LoginTransaction login, Confirming stage) {
        String key = transactions.newKey();
        boolean rejected = stage.failures() > 0;
        return transactions
                .keep(key, new PendingLogin(login, stage))
                .onSuccess(_ ->
                        pages.send(
                                ctx,
                                rejected ? FailureKind.OWNERSHIP_NOT_PROVED.status() : 200,
                                page(ctx, login, stage, key)));
    }

    private Page page(RoutingContext ctx, LoginTransaction login, Confirming stage, String key) {
        Connection connection =
                login.setup().config().connection(stage.verified().identity().connection());
        Page.Form form =
                new Page.Form(LoginAddress.CONFIRM, csrf.token(ctx), Map.of(LoginAddress.KEY, key));
        return new Page.Confirm(connection.title(), stage.hint(), form, stage.failures() > 0);
    }
}
