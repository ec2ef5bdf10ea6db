package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.login.Completions.Completion;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose.EnrolFactor;

import io.vertx.core.Future;

/** Leads back to the account after a factor was set up, which happens in the session only. */
public record EnrolmentCompletion(AccountHolders holders) implements Completion<EnrolFactor> {
    @Override
    public Future<Void> admit(LoginContext login, EnrolFactor purpose) {
        return holders.find(login.http(), purpose.session()).mapEmpty();
    }

    @Override
    public Future<Void> complete(LoginContext login, EnrolFactor purpose) {
        return Pages.redirect(
                login.http(), AccountAddress.after(purpose.page(), AccountPage.Done.FACTOR_ADDED));
    }
}
