package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.FoldedNames;
import dev.vestibule.gateway.inbound.RequestTrailers;
import dev.vestibule.gateway.upstream.SharedTimeouts;
import dev.vestibule.gateway.upstream.UpstreamConnection;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.function.Consumer;

/** A client's body on its way to an upstream, as fast as the upstream reads. */
final class Upload {
    /**
     * How long a client may continue to send a body that is discarded, so that it can read the
     * answer; then its connection is closed.
     */
    private static final Duration LINGER = Duration.ofSeconds(30);

    private final HttpServerRequest request;
    private final UpstreamConnection upstream;
    private final Consumer<Boolean> turn;
    private final Limit limit;
    private long passed;
    private boolean started;
    private boolean stopped;

    /**
     * How long a body may be.
     *
     * @param bytes what the app allows
     * @param exceeded what happens to a longer one
     * @param withheld names that end at the gateway, which no trailer has either
     */
    record Limit(long bytes, Runnable exceeded, FoldedNames withheld) {}

    /**
     * @param turn hears whether it is the upstream's, to read or to answer, or the client's
     */
    Upload(
            HttpServerRequest request,
            UpstreamConnection upstream,
            Consumer<Boolean> turn,
            Limit limit) {
        this.request = request;
        this.upstream = upstream;
        this.turn = turn;
        this.limit = limit;
    }

    boolean started() {
        return started;
    }

    void start() {
        started = true;
        request.handler(this::pass).endHandler(_ -> end());
        request.resume();
    }

    /** Nothing more is passed on; the client is not read either. */
    void stop() {
        if (started && !stopped) {
            stopped = true;
            upstream.drainHandler(null);
            request.pause();
        }
    }

    /** Discards the rest of the body, after an answer that came before its end. */
    void discard(SharedTimeouts timeouts) {
        var wait = timeouts.begin(LINGER, () -> request.connection().close());
        request.handler(_ -> {}).endHandler(_ -> wait.end());
        request.resume();
    }

    private void pass(Buffer piece) {
        if (stopped) {
            return;
        }
        passed += piece.length();
        if (passed > limit.bytes()) {
            stop();
            limit.exceeded().run();
            return;
        }
        upstream.write(piece);
        if (upstream.writeQueueFull()) {
            request.pause();
            turn.accept(true);
            upstream.drainHandler(_ -> drained());
        }
    }

    private void drained() {
        if (!stopped) {
            turn.accept(false);
            request.resume();
        }
    }

    private HttpHeaders trailers() {
        HttpHeaders sent = RequestTrailers.of(request);
        if (sent.isEmpty()) {
            return sent;
        }
        HttpHeaders kept = new DefaultHttpHeaders();
        sent.forEach(field -> {
            String name = field.getKey();
            if (HeaderNames.mayFollow(name) && !limit.withheld().contains(name)) {
                kept.add(name, field.getValue());
            }
        });
        return kept;
    }

    private void end() {
        if (!stopped) {
            stopped = true;
            upstream.end(trailers());
            turn.accept(true);
        }
    }
}
