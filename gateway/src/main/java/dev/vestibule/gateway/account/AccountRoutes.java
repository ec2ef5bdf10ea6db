package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.LoginStarter;
import dev.vestibule.gateway.login.Purpose;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.URI;
import java.util.function.Supplier;

/** The endpoints of a user's own account, below the reserved prefix of the gateway's host. */
public final class AccountRoutes {
    private static final int LARGEST_FORM = 16_384;

    private final AccountHolders holders;
    private final Confirmations confirmations;
    private final LoginStarter logins;
    private final Supplier<FlowConfig> live;
    private final Removal removal;
    private final LinksHandler links;
    private final Csrf csrf;

    /**
     * @param live the version of the configuration in use
     */
    public AccountRoutes(
            AccountHolders holders,
            Confirmations confirmations,
            LoginStarter logins,
            DirectoryClient provisioning,
            Supplier<FlowConfig> live,
            Pages pages,
            Csrf csrf) {
        this.holders = holders;
        this.confirmations = confirmations;
        this.logins = logins;
        this.live = live;
        this.csrf = csrf;
        removal = new Removal(provisioning, live);
        links = new LinksHandler(holders, confirmations, live, pages, csrf);
    }

    /**
     * Mounts the endpoints; the target handler must come before.
     *
     * @param gateway public origin of the gateway's own pages; these live on its host only
     */
    public void mount(Router router, URI gateway) {
        router.get(AccountAddress.ACCOUNT)
                .handler(ctx -> Pages.redirect(ctx, AccountAddress.LINKS));
        router.get(AccountAddress.LINKS).handler(new GatewayHost(gateway)).handler(links);
        post(router, AccountAddress.ADD, this::add, true);
        post(router, AccountAddress.REMOVE, removal::carryOut, true);
        post(router, AccountAddress.CONFIRM, this::reauthenticate, false);
    }

    /** Answers a form of a user with an account. */
    private interface Change {
        Future<Void> carryOut(RoutingContext ctx, AccountHolder holder);
    }

    /**
     * @param proved whether the user must have signed in recently
     */
    private void post(Router router, String path, Change change, boolean proved) {
        Handler<RoutingContext> handler =
                ctx ->
                        holders.find(ctx)
                                .compose(holder -> proved ? proved(holder) : held(holder))
                                .compose(holder -> change.carryOut(ctx, holder))
                                .onFailure(ctx::fail);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(csrf)
                .handler(handler);
    }

    private static Future<AccountHolder> held(AccountHolder holder) {
        return Future.succeededFuture(holder);
    }

    private Future<AccountHolder> proved(AccountHolder holder) {
        return confirmations
                .recent(holder.session())
                .compose(recent ->
                        recent
                                ? held(holder)
                                : Future.failedFuture(
                                        HttpFailure.of(
                                                        FailureKind.CONFIRMATION_NEEDED,
                                                        "the sign-in is too old")
                                                .retryAt(AccountAddress.LINKS)));
    }

    private Future<Void> add(RoutingContext ctx, AccountHolder holder) {
        String id = RequestParameters.ofForm(ctx).required(AccountAddress.CONNECTION);
        Connection connection = live.get().connections().get(id);
        return connection == null || !connection.provisioning().enabled()
                ? Future.failedFuture(
                        HttpFailure.of(FailureKind.BAD_REQUEST, "no connection to link"))
                : logins.begin(
                        ctx,
                        new Purpose.LinkIdentity(holder.session().key(), id, AccountAddress.LINKS));
    }

    private Future<Void> reauthenticate(RoutingContext ctx, AccountHolder holder) {
        return logins.begin(
                ctx,
                new Purpose.Reauthenticate(
                        holder.session().key(),
                        holder.session().identity().verified().connection(),
                        AccountAddress.LINKS));
    }
}
