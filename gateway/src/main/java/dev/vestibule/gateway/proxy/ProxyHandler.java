package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.inbound.ClientConnection;
import dev.vestibule.gateway.session.Admitted;
import dev.vestibule.gateway.upstream.AnswerHead;
import dev.vestibule.gateway.upstream.Origin;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.UpstreamConnection;
import dev.vestibule.gateway.upstream.Upstreams;
import dev.vestibule.gateway.upstream.Use;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;

/** Passes what the gate has admitted to the app's upstream, and the answer back. */
public final class ProxyHandler implements Handler<RoutingContext> {
    private final Upstreams upstreams;
    private final RequestHeads heads;
    private final ProxyTimeouts timeouts;
    private final WebSocketRelay webSockets;
    private final WebSocketOrigin origins;
    private final OpenStreams streams;

    /** Handles the requests of one event loop, whose parts these are. */
    public ProxyHandler(
            Upstreams upstreams,
            IdentityHeaders headers,
            ProxyTimeouts timeouts,
            WebSocketRelay webSockets,
            OpenStreams streams,
            WebSocketOrigin origins) {
        this.upstreams = upstreams;
        this.heads = new RequestHeads(headers);
        this.timeouts = timeouts;
        this.webSockets = webSockets;
        this.origins = origins;
        this.streams = streams;
    }

    @Override
    public void handle(RoutingContext ctx) {
        ClientConnection.allow(ctx.request(), timeouts.patience(Admitted.of(ctx).app()));
        HttpMethod method = ctx.request().method();
        if (method == HttpMethod.TRACE || method == HttpMethod.CONNECT) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "method that is never proxied");
        }
        boolean webSocket = WebSocketRelay.opens(ctx.request());
        if (webSocket) {
            origins.requireOwn(ctx, Admitted.of(ctx).app());
        }
        ctx.request().pause();
        RequestHead head = heads.of(ctx, webSocket);
        Runnable leave = webSocket ? webSockets.place(ctx) : () -> {};
        new Attempt(ctx, head, leave).begin();
    }

    /** One request, with the connection that it is sent on. */
    private final class Attempt {
        private final RoutingContext ctx;
        private final RequestHead head;
        private final Origin origin;
        private final Use use;

        private final Runnable leave;

        /**
         * @param leave gives back what was taken for the request
         */
        Attempt(RoutingContext ctx, RequestHead head, Runnable leave) {
            this.ctx = ctx;
            this.head = head;
            this.leave = leave;
            origin = Origin.of(Admitted.of(ctx).app().upstream());
            use = use(head);
        }

        void begin() {
            on(upstreams.connection(origin, use), this::retryOrFail);
        }

        private void on(Future<UpstreamConnection> connection, Failure failure) {
            connection
                    .onSuccess(upstream ->
                            new Exchange(
                                            ctx,
                                            upstream,
                                            timeouts.of(Admitted.of(ctx).app()).response(),
                                            outcome(upstream, failure))
                                    .begin(head))
                    .onFailure(this::fail);
        }

        private Exchange.Outcome outcome(UpstreamConnection upstream, Failure failure) {
            return new Exchange.Outcome() {
                @Override
                public void failed(Throwable fault) {
                    failure.of(upstream, fault);
                }

                @Override
                public void switched(AnswerHead answer, NetSocket socket) {
                    webSockets.join(ctx, answer, socket, leave);
                }

                @Override
                public OpenStreams.Stream lasts(Runnable end) {
                    return streams.begin(ctx, end);
                }

                @Override
                public void over() {
                    leave.run();
                }
            };
        }

        /**
         * An upstream may close a kept connection in the moment in which it is used again. A
         * request that changes nothing is sent again, on a new one (RFC 9110, section 9.2.2).
         */
        private void retryOrFail(UpstreamConnection upstream, Throwable fault) {
            HttpMethod method = ctx.request().method();
            boolean safe = method == HttpMethod.GET || method == HttpMethod.HEAD;
            boolean stale = upstream.unanswered() && !(fault instanceof NoResponseException);
            if (use == Use.REQUEST && safe && upstream.usedBefore() && stale) {
                on(upstreams.fresh(origin, use), (_, again) -> fail(again));
            } else {
                fail(fault);
            }
        }

        private void fail(Throwable fault) {
            leave.run();
            ctx.fail(UpstreamFailure.of(fault, Admitted.of(ctx).app()));
        }
    }

    /** Hears that a connection has given no answer. */
    private interface Failure {
        void of(UpstreamConnection upstream, Throwable fault);
    }

    private static Use use(RequestHead head) {
        return switch (head.framing()) {
            case RequestHead.Framing.None _ -> Use.REQUEST;
            case RequestHead.Framing.Length _, RequestHead.Framing.Chunked _ -> Use.UPLOAD;
            case RequestHead.Framing.WebSocket _ -> Use.UPGRADE;
        };
    }
}
