package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.HostPort;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;

/**
 * Redirects a request for a page of the gateway from an app's host to the gateway's host, where the
 * browser's cookie is.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record GatewayHost(URI gateway) implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        if (target.host().equalsIgnoreCase(HostPort.of(gateway).host())) {
            ctx.next();
        } else {
            Pages.redirect(ctx, gateway + target.uri()).onFailure(ctx::fail);
        }
    }
}
