package dev.vestibule.gateway.account;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Completions.Completion;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose.EnrolFactor;
import dev.vestibule.gateway.login.Purpose.LinkIdentity;
import dev.vestibule.gateway.login.Purpose.OfAccount;
import dev.vestibule.gateway.login.Purpose.Reauthenticate;
import dev.vestibule.provisioning.api.LinkAccount;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** Completes the logins of a session that began them on the pages of the account. */
public record AccountCompletion(AccountHolders holders, Confirmations confirmations)
        implements Completion<OfAccount> {
    @Override
    public Future<Void> admit(LoginContext login, OfAccount purpose) {
        return holders.find(login.http(), purpose.session()).mapEmpty();
    }

    @Override
    public Future<Void> complete(LoginContext login, OfAccount purpose) {
        return switch (purpose) {
            case LinkIdentity _ ->
                    linked(login, purpose)
                            .compose(_ -> redirect(login, purpose, LinksPage.Done.LINKED));
            case Reauthenticate _ ->
                    confirmed(login, purpose)
                            .compose(_ -> redirect(login, purpose, LinksPage.Done.CONFIRMED));
            case EnrolFactor _ -> redirect(login, purpose, AccountPage.Done.FACTOR_ADDED);
        };
    }

    private static Future<Void> redirect(LoginContext login, OfAccount purpose, Enum<?> done) {
        return Pages.redirect(login.http(), AccountAddress.after(purpose.page(), done));
    }

    /** Links the identity that the login has verified to the account of the session. */
    private Future<?> linked(LoginContext login, OfAccount purpose) {
        var identity = login.progress().identity();
        var link = link(login);
        if (identity == null || link == null) {
            return Future.failedFuture(refused("an identity without a link"));
        }
        if (!admitted(login, identity)) {
            return Future.failedFuture(refused("an identity that gets no account"));
        }
        return holders.find(login.http(), purpose.session())
                .compose(holder ->
                        holders.provisioning()
                                .send(
                                        new LinkAccount(
                                                UUID.randomUUID().toString(),
                                                holder.proved(),
                                                link.current(),
                                                identity.connection())))
                .map(reply -> reply.orThrow(LinkFailures::of));
    }

    /** Records that the user of the session has just signed in again. */
    private Future<Void> confirmed(LoginContext login, OfAccount purpose) {
        var link = link(login);
        return holders.find(login.http(), purpose.session())
                .compose(holder ->
                        link != null
                                        && (holder.proved().equals(link.current())
                                                || holder.proved().equals(link.previous()))
                                ? confirmations.confirm(holder.session())
                                : Future.failedFuture(refused("another user")));
    }

    private @Nullable SubjectLink link(LoginContext login) {
        var identity = login.progress().identity();
        return identity == null ? null : holders.link(identity);
    }

    /** An identity without an account because of the skip rule gets none by a link either. */
    private boolean admitted(LoginContext login, VerifiedIdentity identity) {
        return new AccountMapper()
                        .map(
                                login.connection(identity.connection()).provisioning(),
                                login.facts(identity))
                instanceof AccountMapping.Mapped;
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.LINK_REFUSED, detail);
    }
}
