package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.Map;

/**
 * Waits for the directory: it keeps what was verified and shows a page whose button tries again,
 * without a second redirect to the identity provider.
 */
final class WaitingRoom {
    private static final FailureKind KIND = FailureKind.DIRECTORY_UNAVAILABLE;

    private final LoginTransactions transactions;
    private final Pages pages;
    private final Csrf csrf;
    private final ErrorPage errors;

    WaitingRoom(LoginTransactions transactions, Pages pages, Csrf csrf, ErrorPage errors) {
        this.transactions = transactions;
        this.pages = pages;
        this.csrf = csrf;
        this.errors = errors;
    }

    /**
     * @param detail why, for the log
     */
    Future<Void> admit(RoutingContext ctx, PendingLogin login, String detail) {
        String key = transactions.newKey();
        return transactions
                .keep(key, login)
                .onSuccess(_ -> {
                    String reference = errors.recorded(ctx, HttpFailure.of(KIND, detail));
                    Page page = new Page.TryAgain(KIND, form(ctx, key), reference);
                    pages.send(ctx, KIND.status(), page);
                });
    }

    private Page.Form form(RoutingContext ctx, String key) {
        return new Page.Form(LoginAddress.RETRY, csrf.token(ctx), Map.of(LoginAddress.KEY, key));
    }
}
