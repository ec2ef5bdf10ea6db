package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.HostPort;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;

/**
 * Redirects a request for a page of the gateway from an app's host to the gateway's host, where the
 * browser's cookie is.
 */
public final class GatewayHost implements Handler<RoutingContext> {
    private final URI gateway;
    private final String host;

    /**
     * @param gateway public origin of the gateway's own pages
     */
    public GatewayHost(URI gateway) {
        this.gateway = gateway;
        host = HostPort.of(gateway).host();
    }

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        if (target.host().equalsIgnoreCase(host)) {
            ctx.next();
        } else {
            Pages.redirect(ctx, gateway + target.uri()).onFailure(ctx::fail);
        }
    }
}
