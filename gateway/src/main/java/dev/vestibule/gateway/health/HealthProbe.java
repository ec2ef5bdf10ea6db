package dev.vestibule.gateway.health;

import dev.vestibule.gateway.health.HealthCheck.Subject;
import dev.vestibule.gateway.upstream.AnswerHead;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.SharedTimeouts;
import dev.vestibule.gateway.upstream.UpstreamAnswerHandler;
import dev.vestibule.gateway.upstream.UpstreamConnection;
import dev.vestibule.gateway.upstream.UpstreamFault;
import dev.vestibule.gateway.upstream.Upstreams;
import dev.vestibule.gateway.upstream.Use;

import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

/**
 * Asks a server the way requests reach it, on a connection of its own, which is closed when the
 * head of the answer is there.
 */
final class HealthProbe {
    private final Context context;
    private final Upstreams upstreams;
    private final SharedTimeouts timeouts;

    /**
     * @param upstreams connections of an event loop, which nothing else uses
     */
    HealthProbe(Vertx vertx, Upstreams upstreams) {
        this.context = vertx.getOrCreateContext();
        this.upstreams = upstreams;
        this.timeouts = new SharedTimeouts(vertx);
    }

    /**
     * Asks.
     *
     * @return why the server is not well, or null
     */
    Future<@Nullable String> ask(Subject subject) {
        Promise<@Nullable String> result = Promise.promise();
        context.runOnContext(_ -> ask(subject, result));
        return result.future();
    }

    private void ask(Subject subject, Promise<@Nullable String> result) {
        var late =
                timeouts.begin(
                        subject.health().timeout(),
                        () -> result.tryComplete("no answer within its timeout"));
        result.future().onComplete(_ -> late.end());
        upstreams
                .connection(subject.origin(), Use.REQUEST, true)
                .onSuccess(connection -> send(connection, subject, result))
                .onFailure(fault -> result.tryComplete(UpstreamFault.of(fault).words(fault)));
    }

    private static void send(
            UpstreamConnection connection, Subject subject, Promise<@Nullable String> result) {
        if (result.future().isComplete()) {
            connection.abandon();
            return;
        }
        result.future().onComplete(_ -> connection.abandon());
        connection.send(
                new RequestHead(
                        "GET",
                        subject.health().path(),
                        subject.host(),
                        head -> head.field("User-Agent", "vestibule-health"),
                        new RequestHead.Framing.None(),
                        false),
                new Answer(subject, result));
    }

    /** What matters is the status. */
    private record Answer(Subject subject, Promise<@Nullable String> result)
            implements UpstreamAnswerHandler {
        @Override
        public void head(AnswerHead head) {
            boolean right = subject.health().expect().contain(head.status());
            result.tryComplete(right ? null : "status " + head.status());
        }

        @Override
        public void broken(Throwable fault) {
            result.tryComplete(UpstreamFault.of(fault).words(fault));
        }

        @Override
        public void switched(AnswerHead head, NetSocket socket) {
            socket.close();
        }

        @Override
        public void permitted() {}

        @Override
        public void body(Buffer piece) {}

        @Override
        public void caughtUp() {}

        @Override
        public void end(HttpHeaders trailers) {}

        @Override
        public void refusesBody() {}
    }
}
