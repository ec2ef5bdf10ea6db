package dev.vestibule.gateway.account;

import dev.vestibule.flow.factor.password.PasswordFactor;
import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.factor.password.PasswordChange;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Changes the password of the user's account, and ends their other sessions. The current password
 * is the fresh proof.
 */
record PasswordHandler(
        OwnFactors factors,
        PasswordChange changes,
        SessionChanges sessions,
        Pages pages,
        Csrf csrf) {

    /** Whether the passwords of accounts are used here. */
    boolean isOffered() {
        return factors.named(PasswordFactor.ID);
    }

    /** The empty form. */
    Future<Void> show(RoutingContext ctx, AccountHolder holder) {
        return offered().compose(_ -> ask(ctx, holder, null));
    }

    /** The form that was sent. */
    Future<Void> change(RoutingContext ctx, AccountHolder holder) {
        return offered()
                .compose(_ -> factors.required(holder))
                .compose(known ->
                        changes.carryOut(
                                new PasswordChange.Change(
                                        known.account().id(),
                                        known.account().username(),
                                        RequestParameters.ofForm(ctx)),
                                ClientAddress.counted(ctx)))
                .compose(
                        problem -> problem == null ? done(ctx, holder) : ask(ctx, holder, problem));
    }

    private Future<Void> offered() {
        return isOffered()
                ? Future.succeededFuture()
                : Future.failedFuture(HttpFailure.of(FailureKind.NOT_FOUND, "no passwords here"));
    }

    private Future<Void> done(RoutingContext ctx, AccountHolder holder) {
        return sessions.endOthersOf(holder.session())
                .compose(_ ->
                        Pages.redirect(
                                ctx,
                                AccountAddress.after(
                                        AccountAddress.ACCOUNT, Done.PASSWORD_CHANGED)));
    }

    private Future<Void> ask(RoutingContext ctx, AccountHolder holder, @Nullable Problem problem) {
        Page.Form form = csrf.form(ctx, AccountAddress.PASSWORD, Map.of());
        FactorPrompt prompt = new FactorPrompt(form, problem, false, 0);
        pages.send(
                ctx, prompt.status(), new AccountPasswordPage(prompt, holder.account().username()));
        return Future.succeededFuture();
    }
}
