package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.account.LinksPage.Done;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;
import dev.vestibule.provisioning.api.UnlinkAccount;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.function.Supplier;

/** A user removes one of their links: never the last, nor the one of this session. */
record Removal(DirectoryClient provisioning, Supplier<FlowConfig> live) {

    Future<Void> carryOut(RoutingContext ctx, AccountHolder holder) {
        String name = RequestParameters.ofForm(ctx).required(AccountAddress.LINK);
        FederatedIdentity removed =
                holder.account().links().stream()
                        .map(AccountLink::identity)
                        .filter(link -> Tokens.same(LinkNames.name(holder.session(), link), name))
                        .findFirst()
                        .orElse(null);
        if (removed == null) {
            // Sent twice, or from an outdated page: it does not exist any more.
            return Pages.redirect(ctx, AccountAddress.after(AccountAddress.LINKS, Done.REMOVED));
        }
        if (removed.equals(holder.proved())) {
            return Future.failedFuture(refused("the link of this session"));
        }
        return provisioning
                .send(command(holder, removed))
                .map(reply -> reply.orThrow(LinkFailures::of))
                .compose(_ ->
                        Pages.redirect(
                                ctx, AccountAddress.after(AccountAddress.LINKS, Done.REMOVED)));
    }

    private UnlinkAccount command(AccountHolder holder, FederatedIdentity removed) {
        return new UnlinkAccount(
                UUID.randomUUID().toString(),
                holder.account().dn(),
                removed,
                onlyConnection(holder, removed),
                true);
    }

    /** The connection of which this is the account's only link: its grants are withdrawn too. */
    private @Nullable String onlyConnection(AccountHolder holder, FederatedIdentity removed) {
        FlowConfig config = live.get();
        var connection = LinkNames.connection(config, removed);
        if (connection == null) {
            return null;
        }
        long links =
                holder.account().links().stream()
                        .map(link -> LinkNames.connection(config, link.identity()))
                        .filter(connection::equals)
                        .count();
        return links == 1 ? connection.id() : null;
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.LINK_REFUSED, detail).retryAt(AccountAddress.LINKS);
    }
}
