package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.Admitted;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;

/** Passes what the gate has admitted to the app's upstream, and the answer back. */
public final class ProxyHandler implements Handler<RoutingContext> {
    private final HttpClient upstreams;
    private final IdentityHeaders headers;
    private final ProxyTimeouts timeouts;
    private final WebSocketRelay webSockets;

    public ProxyHandler(
            HttpClient upstreams,
            IdentityHeaders headers,
            ProxyTimeouts timeouts,
            WebSocketRelay webSockets) {
        this.upstreams = upstreams;
        this.headers = headers;
        this.timeouts = timeouts;
        this.webSockets = webSockets;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Admitted admitted = Admitted.of(ctx);
        HttpMethod method = ctx.request().method();
        if (method == HttpMethod.TRACE || method == HttpMethod.CONNECT) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "method that is never proxied");
        }
        if (WebSocketRelay.opens(ctx.request())) {
            WebSocketRelay.requireOwnOrigin(ctx);
            openWebSocket(ctx, admitted);
            return;
        }
        ctx.request().pause();
        attempt(ctx, admitted, fault -> retryOrFail(ctx, admitted, fault));
    }

    private void attempt(RoutingContext ctx, Admitted admitted, Handler<Throwable> faults) {
        connected(ctx, admitted.app())
                .map(request -> dressed(ctx, admitted, request))
                .onSuccess(request -> new Exchange(ctx, request, timeouts, faults).begin())
                .onFailure(fault -> fail(ctx, admitted, fault));
    }

    /**
     * An upstream may close a kept connection in the moment in which it is used again. What changes
     * nothing is asked once more (RFC 9110, section 9.2.2).
     */
    private void retryOrFail(RoutingContext ctx, Admitted admitted, Throwable fault) {
        HttpMethod method = ctx.request().method();
        boolean safe = method == HttpMethod.GET || method == HttpMethod.HEAD;
        if (safe && fault instanceof HttpClosedException && !Exchange.hasBody(ctx.request())) {
            attempt(ctx, admitted, again -> fail(ctx, admitted, again));
        } else {
            fail(ctx, admitted, fault);
        }
    }

    static void fail(RoutingContext ctx, Admitted admitted, Throwable fault) {
        ctx.fail(UpstreamFailure.of(fault, admitted.app()));
    }

    private void openWebSocket(RoutingContext ctx, Admitted admitted) {
        connected(ctx, admitted.app())
                .map(request -> dressed(ctx, admitted, request))
                .onSuccess(request -> new Upgrade(ctx, request, timeouts, webSockets).begin())
                .onFailure(fault -> fail(ctx, admitted, fault));
    }

    private Future<HttpClientRequest> connected(RoutingContext ctx, App app) {
        URI upstream = app.upstream();
        boolean tls = "https".equalsIgnoreCase(upstream.getScheme());
        HostPort place = HostPort.of(upstream);
        return upstreams.request(
                new RequestOptions()
                        .setMethod(ctx.request().method())
                        .setHost(place.host())
                        .setPort(place.portOr(tls ? 443 : 80))
                        .setSsl(tls)
                        .setURI(prefix(upstream) + RequestTarget.of(ctx).uri())
                        .setConnectTimeout(timeouts.connect().toMillis()));
    }

    /** A request that cannot be dressed gives its connection back. */
    private HttpClientRequest dressed(
            RoutingContext ctx, Admitted admitted, HttpClientRequest request) {
        try {
            return dress(ctx, admitted, request);
        } catch (RuntimeException refused) {
            request.reset();
            throw refused;
        }
    }

    private HttpClientRequest dress(
            RoutingContext ctx, Admitted admitted, HttpClientRequest request) {
        RequestTarget target = RequestTarget.of(ctx);
        MultiMap fields = request.headers();
        headers.copy(ctx.request().headers(), fields);
        headers.forward(ClientAddress.of(ctx), target.authority(), fields);
        if (admitted.session() != null) {
            headers.identify(admitted.app(), admitted.session(), fields);
        }
        return request.authority(HostAndPort.parseAuthority(target.authority(), -1));
    }

    /** An upstream may live under a path of its own. */
    private static String prefix(URI upstream) {
        String path = upstream.getRawPath();
        if (path == null) {
            return "";
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
