package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.session.Admitted;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** One WebSocket on its way to an upstream, until the upstream has agreed or refused. */
final class Upgrade {
    private static final int SWITCHING = 101;

    private final RoutingContext ctx;
    private final HttpClientRequest upstream;
    private final ProxyTimeouts timeouts;
    private final WebSocketRelay relay;
    private long timer = -1;
    private boolean settled;

    Upgrade(
            RoutingContext ctx,
            HttpClientRequest upstream,
            ProxyTimeouts timeouts,
            WebSocketRelay relay) {
        this.ctx = ctx;
        this.upstream = upstream;
        this.timeouts = timeouts;
        this.relay = relay;
    }

    void begin() {
        WebSocketRelay.upgrade(upstream.headers());
        ctx.response().closeHandler(_ -> abandon());
        upstream.exceptionHandler(this::fail);
        upstream.connect().onSuccess(this::answer).onFailure(this::fail);
        long wait = timeouts.response().toMillis();
        timer = ctx.vertx().setTimer(wait, _ -> fail(new NoResponseException()));
    }

    private void answer(HttpClientResponse answer) {
        if (!settle()) {
            return;
        }
        HttpServerResponse response = ctx.response().setStatusCode(answer.statusCode());
        ResponseHeaders.copy(answer.headers(), response.headers());
        if (answer.statusCode() == SWITCHING) {
            WebSocketRelay.upgrade(response.headers());
            relay.join(ctx, answer.netSocket());
        } else {
            response.setChunked(true);
            answer.pipe().endOnFailure(false).to(response).onFailure(_ -> response.reset());
        }
    }

    private void abandon() {
        if (settle()) {
            upstream.reset();
        }
    }

    private void fail(Throwable fault) {
        if (settle()) {
            upstream.reset();
            ProxyHandler.fail(ctx, Admitted.of(ctx), fault);
        }
    }

    private boolean settle() {
        boolean first = !settled;
        settled = true;
        ctx.vertx().cancelTimer(timer);
        return first;
    }
}
