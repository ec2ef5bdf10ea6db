package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows the identities that the user's account is linked to. */
record LinksHandler(
        AccountHolders holders,
        Confirmations confirmations,
        Supplier<FlowConfig> live,
        Pages pages,
        Csrf csrf)
        implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        holders.find(ctx)
                .compose(holder ->
                        confirmations
                                .recent(holder.session())
                                .onSuccess(recent -> show(ctx, holder, recent)))
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, AccountHolder holder, boolean recent) {
        List<AccountLink> links = holder.account().links();
        Page page =
                new LinksPage(
                        holder.account().username(),
                        AccountAddress.done(
                                LinksPage.Done.class, ctx.queryParams().get(AccountAddress.DONE)),
                        links.stream().map(link -> shown(ctx, holder, link, recent)).toList(),
                        recent ? null : csrf.form(ctx, AccountAddress.CONFIRM, Map.of()),
                        recent ? options(ctx, links) : Map.of());
        pages.send(ctx, 200, page);
    }

    private LinksPage.LinkedIdentity shown(
            RoutingContext ctx, AccountHolder holder, AccountLink link, boolean recent) {
        boolean current = link.identity().equals(holder.proved());
        boolean removable = recent && !current && holder.account().links().size() > 1;
        var connection = LinkNames.connection(live.get(), link.identity());
        return new LinksPage.LinkedIdentity(
                connection == null ? null : connection.title(),
                link.since(),
                current,
                removable ? remove(ctx, holder, link) : null);
    }

    private Page.Form remove(RoutingContext ctx, AccountHolder holder, AccountLink link) {
        String name = LinkNames.name(holder.session(), link.identity());
        return csrf.form(ctx, AccountAddress.REMOVE, Map.of(AccountAddress.LINK, name));
    }

    /** One subject of each provider can be linked: a linked provider is not offered. */
    private Map<String, Page.Form> options(RoutingContext ctx, List<AccountLink> links) {
        var linked =
                links.stream()
                        .map(link -> LinkNames.provider(link.identity()))
                        .collect(Collectors.toSet());
        Map<String, Page.Form> options = new LinkedHashMap<>();
        for (var connection : live.get().connections().values()) {
            if (connection.provisioning().enabled()
                    && linked.stream().noneMatch(connection::issues)) {
                Map<String, String> field = Map.of(AccountAddress.CONNECTION, connection.id());
                options.put(connection.title(), csrf.form(ctx, AccountAddress.ADD, field));
            }
        }
        return options;
    }
}
