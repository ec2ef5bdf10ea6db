package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.access.AppServers;
import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.access.WebSocketOrigin;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.upstream.AnswerHead;
import dev.vestibule.gateway.upstream.Origin;
import dev.vestibule.gateway.upstream.PoolBusyException;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.SharedTimeouts;
import dev.vestibule.gateway.upstream.UpstreamConnection;
import dev.vestibule.gateway.upstream.UpstreamFault;
import dev.vestibule.gateway.upstream.Upstreams;
import dev.vestibule.gateway.upstream.Use;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Passes what the gate has authorised to the app's upstream, and the answer back. */
public final class ProxyHandler implements BiConsumer<RoutingContext, AuthorizedRequest> {
    private final Upstreams upstreams;
    private final RequestHeads heads;
    private final WebSocketRelay webSockets;
    private final OpenStreams streams;
    private final SharedTimeouts timeouts;

    /** Handles the requests of one event loop, whose parts these are. */
    public ProxyHandler(
            Vertx vertx,
            Upstreams upstreams,
            RequestHeads heads,
            WebSocketRelay webSockets,
            OpenStreams streams) {
        this.upstreams = upstreams;
        this.heads = heads;
        this.webSockets = webSockets;
        this.streams = streams;
        this.timeouts = new SharedTimeouts(vertx);
    }

    @Override
    public void accept(RoutingContext ctx, AuthorizedRequest authorized) {
        ClientConnections.allow(ctx.request(), authorized.route().patience());
        HttpMethod method = ctx.request().method();
        if (method == HttpMethod.TRACE || method == HttpMethod.CONNECT) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "method that is never proxied");
        }
        String upgrade = ProtocolUpgrade.of(ctx.request(), authorized.app().http().upgrades());
        if (upgrade != null) {
            WebSocketOrigin.requireOwn(ctx, authorized.route());
        }
        BodyLimit.check(ctx.request(), authorized.route());
        ctx.request().pause();
        RequestHead head = heads.of(ctx, authorized, upgrade);
        new Attempt(
                        ctx,
                        authorized,
                        head,
                        upgrade == null ? null : webSockets.place(ctx, authorized, upgrade))
                .begin();
    }

    /** One request, with the connection that it is sent on. */
    final class Attempt {
        private final RoutingContext ctx;
        private final AuthorizedRequest authorized;
        private final RequestHead head;
        private final Use use;
        private final WebSocketRelay.@Nullable Place place;
        private @Nullable UpstreamConnection upstream;
        private Set<Origin> tried = Set.of();
        private @Nullable Origin server;
        private @Nullable Throwable lastFault;
        private boolean again;

        /**
         * @param place null for what switches to no other protocol
         */
        Attempt(
                RoutingContext ctx,
                AuthorizedRequest authorized,
                RequestHead head,
                WebSocketRelay.@Nullable Place place) {
            this.ctx = ctx;
            this.authorized = authorized;
            this.head = head;
            this.place = place;
            use = use(head);
        }

        Route route() {
            return authorized.route();
        }

        void begin() {
            AppServers servers = Objects.requireNonNull(route().servers());
            if (!again) {
                Origin next = servers.next(tried);
                if (next == null) {
                    fail(Objects.requireNonNull(lastFault));
                    return;
                }
                server = next;
            }
            Origin chosen = Objects.requireNonNull(server);
            upstreams
                    .connection(chosen, use, again)
                    .onSuccess(this::exchange)
                    .onFailure(fault -> unreachable(servers, chosen, fault));
        }

        /** Nothing of the request was sent: another server may take it, whatever its method is. */
        private void unreachable(AppServers servers, Origin origin, Throwable fault) {
            if (fault instanceof PoolBusyException) {
                fail(fault);
                return;
            }
            servers.failed(origin);
            tried = new HashSet<>(tried);
            tried.add(origin);
            lastFault = fault;
            again = false;
            begin();
        }

        private void exchange(UpstreamConnection connection) {
            upstream = connection;
            new Exchange(ctx, connection, timeouts, this).begin(head);
        }

        /**
         * There was no answer, and nothing was sent to the client. An upstream may close a kept
         * connection in the moment in which it is used again. A request that changes nothing is
         * sent again, on a new one (RFC 9110, section 9.2.2).
         */
        void failed(Throwable fault) {
            HttpMethod method = ctx.request().method();
            boolean safe = method == HttpMethod.GET || method == HttpMethod.HEAD;
            if (!again && use == Use.REQUEST && safe && stale(fault)) {
                again = true;
                begin();
            } else {
                fail(fault);
            }
        }

        private boolean stale(Throwable fault) {
            UpstreamConnection used = upstream;
            return used != null
                    && used.usedBefore()
                    && used.unanswered()
                    && !(fault instanceof Exchange.NoResponseException);
        }

        /** The upstream agrees to another protocol. */
        void switched(AnswerHead answer, NetSocket socket) {
            webSockets.join(ctx, answer, socket, Objects.requireNonNull(place));
        }

        /**
         * The answer is one that may never end.
         *
         * @param end ends it
         */
        OpenStreams.Stream lasts(Runnable end) {
            return streams.begin(ctx, authorized, end);
        }

        /** Said once, when nothing more happens; not behind a switch. */
        void over() {
            if (place != null) {
                place.leave().run();
            }
        }

        private void fail(Throwable fault) {
            over();
            ctx.fail(failure(fault, authorized.app()));
        }
    }

    private static Use use(RequestHead head) {
        return switch (head.framing()) {
            case RequestHead.Framing.None _ -> Use.REQUEST;
            case RequestHead.Framing.Body _ -> Use.UPLOAD;
            case RequestHead.Framing.Upgrade _ -> Use.UPGRADE;
        };
    }

    /** What a fault on the way to an upstream means to the user who waits. */
    private static HttpFailure failure(Throwable fault, App app) {
        return switch (fault) {
            case HttpFailure known -> known;
            case PoolBusyException busy -> failure(FailureKind.OVERLOADED, app, busy);
            case Exchange.NoResponseException slow ->
                    failure(FailureKind.UPSTREAM_TIMEOUT, app, slow);
            default -> failure(FailureKind.UPSTREAM_UNAVAILABLE, app, fault);
        };
    }

    private static HttpFailure failure(FailureKind kind, App app, Throwable cause) {
        String found =
                kind == FailureKind.UPSTREAM_UNAVAILABLE
                        ? UpstreamFault.of(cause).words(cause)
                        : cause.getClass().getSimpleName();
        String detail = "app " + app.id() + " " + found;
        return HttpFailure.of(kind, detail)
                .concerning(new HttpFailure.Concern(app.id(), null, null))
                .causedBy(cause);
    }
}
