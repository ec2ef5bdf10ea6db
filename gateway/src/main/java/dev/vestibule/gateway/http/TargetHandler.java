package dev.vestibule.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The first handler of every request: reads what it is for and who sends it, or refuses it. */
public final class TargetHandler implements Handler<RoutingContext> {
    private final ClientAddress clients;

    public TargetHandler(ClientAddress clients) {
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext ctx) {
        clients.keepIn(ctx);
        RequestTarget.parse(ctx.request(), clients.forwardedHost(ctx.request())).keepIn(ctx);
        ctx.next();
    }
}
