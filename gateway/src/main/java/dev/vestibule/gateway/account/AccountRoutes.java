package dev.vestibule.gateway.account;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.store.EphemeralStore;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.URI;
import java.time.Instant;

/** The endpoints of one's own account, below the reserved prefix of the gateway's host. */
public final class AccountRoutes {
    private static final int LARGEST_FORM = 16_384;

    private final AccountServices services;
    private final LinksHandler links;
    private final ChangeHandler add;
    private final ChangeHandler remove;
    private final ConfirmHandler confirm;
    private final LinkCallback callback;

    public AccountRoutes(AccountServices services) {
        this.services = services;
        AccountHolders holders =
                new AccountHolders(services.sessions(), services.provisioning(), services.live());
        EphemeralStore<Instant> confirmed = services.stores().open(Confirmations.KIND);
        Confirmations confirmations = new Confirmations(confirmed, services.clock());
        LinkTrips trips =
                new LinkTrips(
                        LinkTrips.open(services.stores()),
                        services.live(),
                        services.cookies(),
                        services.tokens());
        LinkArrival arrival = new LinkArrival(holders, confirmations, services);
        links = new LinksHandler(holders, confirmations, services);
        add = new ChangeHandler(holders, confirmations, new Addition(trips, services.live()));
        remove =
                new ChangeHandler(
                        holders,
                        confirmations,
                        new Removal(services.provisioning(), services.live()));
        confirm = new ConfirmHandler(holders, trips);
        callback = new LinkCallback(trips, holders, arrival, services);
    }

    /**
     * Mounts the endpoints; the target handler has to come before, and the login's after, as both
     * have the address that providers answer to.
     */
    public void mount(Router router) {
        router.get(AccountAddress.LINKS).handler(this::onGatewaysHost).handler(links);
        router.get(AccountAddress.CALLBACK).handler(callback);
        post(router, AccountAddress.ADD, add);
        post(router, AccountAddress.REMOVE, remove);
        post(router, AccountAddress.CONFIRM, confirm);
    }

    private void post(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(services.csrf())
                .handler(handler);
    }

    private void onGatewaysHost(RoutingContext ctx) {
        URI gateway = services.gateway();
        if (RequestTarget.of(ctx).host().equalsIgnoreCase(HostPort.of(gateway).host())) {
            ctx.next();
        } else {
            LinkTrips.redirect(ctx, gateway + AccountAddress.LINKS).onFailure(ctx::fail);
        }
    }
}
