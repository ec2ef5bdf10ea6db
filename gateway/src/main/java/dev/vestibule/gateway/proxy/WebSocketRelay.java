package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.upstream.AnswerHead;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;

/**
 * Carries the bytes of an open WebSocket, or of another protocol that both sides have switched to,
 * both ways, each direction as fast as its reader reads. It ends with either side, and soon after
 * nothing admits it any more.
 *
 * @param streams those of the event loop
 * @param places those of the process
 */
public record WebSocketRelay(OpenStreams streams, WebSocketPlaces places) {
    /** How long what is written may take to leave a socket that ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /**
     * The place of one WebSocket among those that may be open.
     *
     * @param protocol what it switches to
     * @param leave gives it back
     */
    record Place(AuthorizedRequest authorized, String protocol, Runnable leave) {}

    /**
     * Takes a place for one more.
     *
     * @throws HttpFailure when the session or its address has too many
     */
    Place place(RoutingContext ctx, AuthorizedRequest authorized, String protocol) {
        var session = authorized.session();
        return new Place(
                authorized,
                protocol,
                places.take(ClientAddress.of(ctx), session == null ? null : session.key()));
    }

    /** Joins both sides once the upstream has agreed. The place is given back when they part. */
    void join(RoutingContext ctx, AnswerHead answer, NetSocket upstream, Place place) {
        var fields = ctx.response().headers();
        ResponseHeaders.copy(answer.fields(), fields);
        fields.set(HttpHeaders.CONNECTION, "Upgrade").set(HttpHeaders.UPGRADE, place.protocol());
        fields.remove(HttpHeaders.CONTENT_LENGTH);
        Vertx vertx = ctx.vertx();
        ProtocolUpgrade.agree(ctx.request())
                .onSuccess(client -> {
                    var stream = streams.begin(ctx, place.authorized(), () -> end(vertx, client));
                    pump(
                            vertx,
                            client.pause(),
                            upstream,
                            () -> {
                                stream.over();
                                place.leave().run();
                            });
                })
                .onFailure(_ -> {
                    end(vertx, upstream);
                    place.leave().run();
                });
    }

    /** Nothing here may hold the request: the socket may be open for days. */
    private static void pump(Vertx vertx, NetSocket client, NetSocket upstream, Runnable over) {
        client.closeHandler(_ -> {
            over.run();
            end(vertx, upstream);
        });
        client.pipeTo(upstream).onComplete(_ -> end(vertx, upstream));
        upstream.pipeTo(client).onComplete(_ -> end(vertx, client));
    }

    /** Closes when all is written, or soon after: a peer that reads nothing must not hold it. */
    private static void end(Vertx vertx, NetSocket socket) {
        var closed = socket.close();
        if (!closed.isComplete()) {
            NetSocketInternal inner = (NetSocketInternal) socket;
            long timer =
                    vertx.setTimer(
                            LAST_WORDS.toMillis(), _ -> inner.channelHandlerContext().close());
            closed.onComplete(_ -> vertx.cancelTimer(timer));
        }
    }
}
