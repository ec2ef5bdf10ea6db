package dev.vestibule.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import java.util.function.Predicate;

/** The first handler of every request: reads what it is for and who sends it, or refuses it. */
public final class TargetHandler implements Handler<RoutingContext> {
    private final ClientAddress clients;
    private final Predicate<String> served;

    /**
     * @param served whether a host, in lower case and without port, is one of the apps or the
     *     gateway's own
     */
    public TargetHandler(ClientAddress clients, Predicate<String> served) {
        this.clients = clients;
        this.served = served;
    }

    @Override
    public void handle(RoutingContext ctx) {
        clients.keepIn(ctx);
        RequestTarget.parse(ctx.request(), named(ctx.request())).keepIn(ctx);
        ctx.next();
    }

    /**
     * Which host the browser named. A proxy that passes it on in Host may pass on the client's own
     * X-Forwarded-Host as well, so that field counts only where Host names the way to the gateway.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it is ambiguous
     */
    private Authority named(HttpServerRequest request) {
        Authority host = Authority.of(request);
        String forwarded = served.test(host.host()) ? null : clients.forwardedHost(request);
        return forwarded == null ? host : Authority.parse(forwarded);
    }
}
