package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.session.Admitted;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.gateway.upstream.AnswerHead;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * Carries the bytes of an open WebSocket both ways, each direction as fast as its reader reads. It
 * ends with either side, and soon after the session that opened it.
 */
public final class WebSocketRelay {
    private final Sessions sessions;
    private final Duration check;

    /**
     * @param check how often an open WebSocket asks whether its session still exists
     */
    public WebSocketRelay(Sessions sessions, Duration check) {
        this.sessions = sessions;
        this.check = check;
    }

    /** Whether the request opens a WebSocket (RFC 6455, section 4.1). */
    static boolean opens(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && request.headers().getAll(HttpHeaders.CONNECTION).stream()
                        .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains("upgrade"));
    }

    /** Joins both sides once the upstream has agreed. */
    void join(RoutingContext ctx, AnswerHead answer, NetSocket upstream) {
        MultiMap fields = ctx.response().headers();
        ResponseHeaders.copy(answer.fields(), fields);
        fields.set(HttpHeaders.CONNECTION, "Upgrade").set(HttpHeaders.UPGRADE, "websocket");
        @Nullable Session session = Admitted.of(ctx).session();
        ctx.request()
                .toNetSocket()
                .onSuccess(client -> pump(ctx, session, client.pause(), upstream))
                .onFailure(_ -> upstream.close());
    }

    private void pump(
            RoutingContext ctx, @Nullable Session session, NetSocket client, NetSocket upstream) {
        long watch = session == null ? -1 : watch(ctx, session, client);
        client.pipeTo(upstream).onComplete(_ -> upstream.close());
        upstream.pipeTo(client).onComplete(_ -> client.close());
        client.closeHandler(_ -> {
            ctx.vertx().cancelTimer(watch);
            upstream.close();
        });
    }

    private long watch(RoutingContext ctx, Session session, NetSocket client) {
        return ctx.vertx()
                .setPeriodic(check.toMillis(), _ -> closeWhenOver(sessions, session, client));
    }

    private static void closeWhenOver(Sessions sessions, Session session, NetSocket client) {
        Future<Boolean> alive = sessions.alive(session.key()).otherwise(false);
        alive.onSuccess(still -> {
            if (!still) {
                client.close();
            }
        });
    }
}
