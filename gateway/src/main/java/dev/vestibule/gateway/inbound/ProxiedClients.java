package dev.vestibule.gateway.inbound;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Limits the requests and open streams through a trusted proxy by their client's address, with the
 * same limit as connections have that come directly.
 */
public final class ProxiedClients implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        ClientConnection connection = ClientConnection.of(ctx.request());
        if (connection != null && !connection.seat().countsFor(ClientAddress.of(ctx))) {
            throw HttpFailure.of(
                    FailureKind.OVERLOADED, "too many requests at once of one address");
        }
    }
}
