package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Step;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.login.LoginStage.Choosing;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** The page on which the user chooses one of a step's connections. */
final class Chooser {
    private final LoginTransactions transactions;
    private final Pages pages;

    Chooser(LoginTransactions transactions, Pages pages) {
        this.transactions = transactions;
        this.pages = pages;
    }

    Future<Void> ask(RoutingContext ctx, LoginTransaction login, Step.Authenticate step) {
        String key = transactions.newKey();
        List<Page.Option> options =
                step.options().stream()
                        .map(login.setup().config()::connection)
                        .map(connection -> option(key, connection))
                        .toList();
        Page page = new Page.Chooser(login.destination().app().id(), options);
        return transactions
                .keep(key, new PendingLogin(login, new Choosing(step.id(), step.options())))
                .onSuccess(_ -> pages.send(ctx, 200, page));
    }

    private static Page.Option option(String key, Connection connection) {
        return new Page.Option(connection.title(), LoginAddress.choose(key, connection.id()));
    }
}
