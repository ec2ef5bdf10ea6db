package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.RequestNotes;
import dev.vestibule.gateway.upstream.AnswerHead;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.RequestHead.Framing;
import dev.vestibule.gateway.upstream.SharedTimeouts;
import dev.vestibule.gateway.upstream.UpstreamAnswerHandler;
import dev.vestibule.gateway.upstream.UpstreamConnection;

import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One request on its way to an upstream and the answer on its way back. Heads are passed on when
 * they come; both bodies stream, each as fast as its reader reads. An answer that comes before the
 * request was sent whole is passed on too. When one side breaks off, the other is broken off, so
 * that half a body is never taken for the whole.
 */
final class Exchange implements UpstreamAnswerHandler {
    /** How long an upstream may leave a client without the permission to send its body. */
    private static final Duration PERMISSION = Duration.ofSeconds(1);

    private final RoutingContext ctx;
    private final UpstreamConnection upstream;
    private final Upload upload;
    private final Reply reply;
    private final SharedTimeouts timeouts;
    private final Route route;
    private final ProxyHandler.Attempt attempt;
    private SharedTimeouts.@Nullable Wait wait;
    private boolean answered;
    private boolean over;
    private OpenStreams.@Nullable Stream stream;

    Exchange(
            RoutingContext ctx,
            UpstreamConnection upstream,
            SharedTimeouts timeouts,
            ProxyHandler.Attempt attempt) {
        this.ctx = ctx;
        this.upstream = upstream;
        this.timeouts = timeouts;
        this.attempt = attempt;
        route = attempt.route();
        upload =
                new Upload(
                        ctx.request(),
                        upstream,
                        this::awaitUpstream,
                        new Upload.Limit(
                                route.maxBody(), this::tooLarge, route.headers().stripped()));
        reply = new Reply(ctx.request(), route.target().redirects());
    }

    void begin(RequestHead head) {
        var response = ctx.response();
        if (response.closed()) {
            upstream.close();
            attempt.over();
            return;
        }
        response.closeHandler(_ -> leave());
        response.exceptionHandler(_ -> leave());
        upstream.send(head, this);
        if (head.framing() instanceof Framing.None) {
            ctx.request().resume();
            awaitUpstream(true);
        } else if (head.framing() instanceof Framing.Upgrade(_, var bytes) && bytes == null) {
            awaitUpstream(true);
        } else if (head.framing() instanceof Framing.Body(_, boolean permitted) && permitted) {
            wait = timeouts.begin(PERMISSION, this::permitted);
        } else {
            upload.start();
        }
    }

    static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(io.vertx.core.http.HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(io.vertx.core.http.HttpHeaders.CONTENT_LENGTH);
    }

    @Override
    public void permitted() {
        if (hasBody(ctx.request()) && !upload.started() && !answered && !over) {
            endWait();
            ctx.response().writeContinue();
            upload.start();
        }
    }

    @Override
    public void head(AnswerHead head) {
        answered = true;
        endWait();
        reply.begin(head, hasBody(ctx.request()) && !upload.started());
    }

    @Override
    public void body(Buffer piece) {
        reply.body(piece);
        var response = ctx.response();
        if (response.writeQueueFull()) {
            upstream.pause();
            response.drainHandler(_ -> upstream.resume());
        }
    }

    @Override
    public void caughtUp() {
        reply.flush();
        if (answered && !over && stream == null && reply.endless()) {
            stream = attempt.lasts(this::cutOff);
        }
    }

    @Override
    public void end(HttpHeaders trailers) {
        finish();
        upload.stop();
        reply.end(trailers);
        if (!ctx.request().isEnded()) {
            upload.discard(timeouts);
        }
    }

    @Override
    public void switched(AnswerHead head, NetSocket socket) {
        over = true;
        endWait();
        ctx.response().closeHandler(null).exceptionHandler(null);
        attempt.switched(head, socket);
        RequestNotes.switched(ctx);
    }

    @Override
    public void refusesBody() {
        upload.stop();
        if (!answered) {
            awaitUpstream(true);
        }
    }

    @Override
    public void broken(Throwable fault) {
        if (over) {
            return;
        }
        finish();
        upload.stop();
        if (answered && reply.begun()) {
            ctx.response().reset();
        } else {
            ctx.response().closeHandler(null).exceptionHandler(null);
            attempt.failed(fault);
        }
    }

    /** The client has gone. */
    private void leave() {
        if (!over) {
            finish();
            upstream.abandon();
            RequestNotes.aborted(ctx);
        }
    }

    /** The rest is discarded. */
    private void cutOff() {
        leave();
        ctx.response().reset();
    }

    private void finish() {
        over = true;
        endWait();
        if (stream != null) {
            stream.over();
        }
        attempt.over();
    }

    /** It is the upstream's turn to read or to answer, or no longer. */
    private void awaitUpstream(boolean itsTurn) {
        endWait();
        if (itsTurn && !answered && !over) {
            wait = timeouts.begin(route.response(), this::giveUp);
        }
    }

    /** Half a body is never taken for the whole: the upstream's connection is closed. */
    private void tooLarge() {
        upstream.abandon();
        broken(BodyLimit.exceeded(route));
    }

    private void giveUp() {
        upstream.abandon();
        broken(new NoResponseException());
    }

    private void endWait() {
        if (wait != null) {
            wait.end();
            wait = null;
        }
    }

    /** An upstream took a request and did not begin to answer it in time. */
    static final class NoResponseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoResponseException() {
            super("no response in time", null, false, false);
        }
    }
}
