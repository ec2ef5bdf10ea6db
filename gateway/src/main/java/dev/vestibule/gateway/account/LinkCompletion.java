package dev.vestibule.gateway.account;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.gateway.account.LinksPage.Done;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Completions.Completion;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose.LinkIdentity;
import dev.vestibule.provisioning.api.LinkAccount;

import io.vertx.core.Future;

import java.util.UUID;

/** Links the identity that a login has verified to the account of the session that asked for it. */
public final class LinkCompletion implements Completion<LinkIdentity> {
    private final AccountMapper mapper = new AccountMapper();
    private final AccountHolders holders;
    private final DirectoryClient provisioning;

    public LinkCompletion(AccountHolders holders, DirectoryClient provisioning) {
        this.holders = holders;
        this.provisioning = provisioning;
    }

    @Override
    public Future<Void> admit(LoginContext login, LinkIdentity purpose) {
        return holders.find(login.http(), purpose.session()).mapEmpty();
    }

    @Override
    public Future<Void> complete(LoginContext login, LinkIdentity purpose) {
        VerifiedIdentity identity = login.progress().identity();
        SubjectLink link = identity == null ? null : holders.link(identity);
        if (identity == null || link == null) {
            return Future.failedFuture(refused("an identity without a link"));
        }
        if (!admitted(login, identity)) {
            return Future.failedFuture(refused("an identity that gets no account"));
        }
        return holders.find(login.http(), purpose.session())
                .compose(holder ->
                        provisioning.send(
                                new LinkAccount(
                                        UUID.randomUUID().toString(),
                                        holder.proved(),
                                        link.current(),
                                        identity.connection())))
                .map(reply -> reply.orThrow(LinkFailures::of))
                .compose(_ ->
                        Pages.redirect(
                                login.http(),
                                AccountAddress.after(AccountAddress.LINKS, Done.LINKED)));
    }

    /** An identity without an account because of the skip rule gets none by a link either. */
    private boolean admitted(LoginContext login, VerifiedIdentity identity) {
        return mapper.map(
                        login.connection(identity.connection()).provisioning(),
                        login.facts(identity))
                instanceof AccountMapping.Mapped;
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.LINK_REFUSED, detail);
    }
}
