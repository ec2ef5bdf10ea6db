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
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Completes the logins of a session that began them on the pages of the account. A factor is set up
 * after a proof by a second factor where the account got one meanwhile.
 */
public record AccountCompletion(FreshProofs proofs) implements Completion<OfAccount> {
    @Override
    public Future<Void> admit(LoginContext login, OfAccount purpose) {
        var found = holder(login, purpose);
        return switch (purpose) {
            case LinkIdentity _, Reauthenticate _ -> found.mapEmpty();
            case EnrolFactor _ -> found.compose(this::enrolling);
        };
    }

    private Future<Void> enrolling(AccountHolder holder) {
        return proofs.factors()
                .required(holder)
                .compose(known -> isProved(holder, known))
                .map(proved -> {
                    if (!proved) {
                        throw HttpFailure.of(
                                        FailureKind.CONFIRMATION_NEEDED,
                                        "the account has another factor by now")
                                .retryAt(AccountAddress.ACCOUNT);
                    }
                    return null;
                });
    }

    private Future<Boolean> isProved(AccountHolder holder, AccountFactors known) {
        return proofs.factors().ready(known).isEmpty() && known.hidden().isEmpty()
                ? Future.succeededFuture(true)
                : proofs.confirmations().complete(holder.session());
    }

    private Future<AccountHolder> holder(LoginContext login, OfAccount purpose) {
        return proofs.holders().find(login.http(), purpose.session());
    }

    @Override
    public Future<Void> complete(LoginContext login, OfAccount purpose) {
        return switch (purpose) {
            case LinkIdentity _ ->
                    linked(login, purpose)
                            .compose(_ -> redirect(login, purpose, LinksPage.Done.LINKED));
            case Reauthenticate proof ->
                    confirmed(login, proof)
                            .compose(_ -> redirect(login, purpose, LinksPage.Done.CONFIRMED));
            // What was set up is proved by that: the user may go on.
            case EnrolFactor _ ->
                    holder(login, purpose)
                            .compose(holder ->
                                    proofs.confirmations().confirm(holder.session(), true))
                            .compose(_ -> redirect(login, purpose, AccountPage.Done.FACTOR_ADDED));
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
        return holder(login, purpose)
                .compose(holder ->
                        proofs.holders()
                                .provisioning()
                                .send(
                                        new LinkAccount(
                                                UUID.randomUUID().toString(),
                                                holder.proved(),
                                                link.current(),
                                                identity.connection())))
                .map(reply -> reply.orThrow(LinkFailures::of));
    }

    /** Records that the user of the session has just signed in again. */
    private Future<Void> confirmed(LoginContext login, Reauthenticate purpose) {
        var link = link(login);
        return holder(login, purpose)
                .compose(holder ->
                        link != null
                                        && (holder.proved().equals(link.current())
                                                || holder.proved().equals(link.previous()))
                                ? proofs.confirmations()
                                        .confirm(
                                                holder.session(),
                                                proofs.factors().isComplete(purpose))
                                : Future.failedFuture(refused("another user")));
    }

    private @Nullable SubjectLink link(LoginContext login) {
        var identity = login.progress().identity();
        return identity == null ? null : proofs.holders().link(identity);
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
