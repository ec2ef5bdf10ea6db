package dev.vestibule.gateway.login;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;

/**
 * Sends a login that is asked for on an app's host to the gateway's own, where the browser's cookie
 * and the callback are.
 */
final class GatewayHost implements Handler<RoutingContext> {
    private final URI gateway;
    private final String host;

    GatewayHost(URI gateway) {
        this.gateway = gateway;
        host = HostPort.of(gateway).host();
    }

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        if (target.host().equalsIgnoreCase(host)) {
            ctx.next();
        } else {
            ProviderTrips.redirect(ctx, gateway + target.uri()).onFailure(ctx::fail);
        }
    }
}
