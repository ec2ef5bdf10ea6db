package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.LinksPage.Done;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Completions.Completion;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose.Reauthenticate;

import io.vertx.core.Future;

/** Records that the user of a session has just signed in again. */
public record ReauthenticationCompletion(AccountHolders holders, Confirmations confirmations)
        implements Completion<Reauthenticate> {
    @Override
    public Future<Void> admit(LoginContext login, Reauthenticate purpose) {
        return holders.find(login.http(), purpose.session()).mapEmpty();
    }

    @Override
    public Future<Void> complete(LoginContext login, Reauthenticate purpose) {
        VerifiedIdentity identity = login.progress().identity();
        SubjectLink link = identity == null ? null : holders.link(identity);
        return holders.find(login.http(), purpose.session())
                .compose(holder ->
                        link != null
                                        && (holder.proved().equals(link.current())
                                                || holder.proved().equals(link.previous()))
                                ? confirmations.confirm(holder.session())
                                : Future.failedFuture(
                                        HttpFailure.of(FailureKind.LINK_REFUSED, "another user")))
                .compose(_ ->
                        Pages.redirect(
                                login.http(),
                                AccountAddress.after(purpose.page(), Done.CONFIRMED)));
    }
}
