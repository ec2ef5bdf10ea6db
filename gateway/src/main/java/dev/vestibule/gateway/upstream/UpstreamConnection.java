package dev.vestibule.gateway.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * One connection to an upstream, with at most one exchange at a time; it is used on its own event
 * loop only. It is used again only when the request was sent whole, the final answer was read
 * whole, and no unexpected byte arrived; otherwise it is closed.
 */
public final class UpstreamConnection {
    private final Carrier wire;
    private final OriginPool pool;
    private @Nullable Use use;
    private @Nullable UpstreamAnswerHandler handler;
    private @Nullable String upgrade;
    private boolean requestSent;
    private boolean unanswered;
    private boolean persistent;
    private boolean closed;
    private int exchanges;

    /**
     * @param carrier makes what carries it
     */
    UpstreamConnection(Function<Carrier.Reader, Carrier> carrier, OriginPool pool) {
        this.pool = pool;
        wire =
                carrier.apply(
                        new Carrier.Reader(
                                this::received, _ -> caughtUp(), _ -> unwritable(), this::fail));
    }

    /** Whether another exchange has ended on it before, so that it may have been closed since. */
    public boolean usedBefore() {
        return exchanges > 0 || wire.stale();
    }

    /** Whether no byte of an answer to the last request has come. */
    public boolean unanswered() {
        return unanswered;
    }

    /** Whether a request may be sent: open, and clean as far as it was read. */
    boolean usable() {
        return !closed && wire.usable();
    }

    /** It is taken until its exchange ends. */
    void lend(Use to) {
        use = to;
    }

    /** Sends the head at once; that is the whole request when it has no body. */
    public void send(RequestHead head, UpstreamAnswerHandler answers) {
        handler = answers;
        upgrade = head.upgrade();
        requestSent = head.whole();
        unanswered = true;
        wire.send(head);
    }

    /** Sends a piece of the body. */
    public void write(Buffer piece) {
        wire.write(((BufferInternal) piece).getByteBuf());
    }

    /**
     * The body is over.
     *
     * @param trailers sent where the version of HTTP has a place for them
     */
    public void end(HttpHeaders trailers) {
        requestSent = true;
        wire.end(trailers);
    }

    /** Whether the upstream reads more slowly than it is written to. */
    public boolean writeQueueFull() {
        return wire.writeQueueFull();
    }

    /** Hears when more can be written. */
    public void drainHandler(@Nullable Handler<Void> drained) {
        wire.drainHandler(drained);
    }

    /** Reads no more for now. */
    public void pause() {
        wire.reading(false);
    }

    /** Reads on. */
    public void resume() {
        wire.reading(true);
    }

    /** Breaks the exchange off; its handler hears nothing any more. */
    public void abandon() {
        handler = null;
        close();
    }

    /** Ends it at once; what is still to be written is dropped. */
    public void close() {
        if (!closed) {
            closed = true;
            wire.close();
            Use ended = use;
            use = null;
            if (ended == null) {
                pool.gone(this);
            } else {
                pool.leave(ended);
            }
        }
    }

    private void unwritable() {
        UpstreamAnswerHandler current = handler;
        if (current != null && !closed) {
            requestSent = false;
            current.refusesBody();
        }
    }

    private void received(Object message) {
        UpstreamAnswerHandler current = handler;
        if (current == null) {
            ReferenceCountUtil.release(message);
            return;
        }
        unanswered = false;
        try {
            tell(current, message);
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void tell(UpstreamAnswerHandler current, Object message) {
        switch (message) {
            case HttpObject part when part.decoderResult().isFailure() -> {
                ReferenceCountUtil.release(message);
                fail(new BrokenAnswerException("malformed answer", part.decoderResult().cause()));
            }
            case HttpResponse head -> begin(current, head);
            case HttpContent content -> content(current, content);
            case AnswerDecoder.Interim.PERMISSION -> current.permitted();
            case AnswerDecoder.Interim.OTHER -> {}
            default -> {
                ReferenceCountUtil.release(message);
                fail(new BrokenAnswerException("bytes that belong to no answer", null));
            }
        }
    }

    private void begin(UpstreamAnswerHandler current, HttpResponse response) {
        AnswerHead head =
                new AnswerHead(
                        response.status().code(),
                        response.status().reasonPhrase(),
                        response.headers());
        AnswerRules.check(response, requestSent ? upgrade : null);
        persistent = upgrade == null && AnswerRules.keepsOpen(response);
        if (head.status() == AnswerHead.SWITCHING) {
            handler = null;
            current.switched(head, wire.bare());
        } else {
            current.head(head);
        }
    }

    private void content(UpstreamAnswerHandler current, HttpContent content) {
        var bytes = content.content();
        if (bytes.isReadable()) {
            current.body(BufferInternal.safeBuffer(bytes));
        } else {
            bytes.release();
        }
        if (content instanceof LastHttpContent last && handler == current) {
            finish(current, last.trailingHeaders());
        }
    }

    private void finish(UpstreamAnswerHandler current, HttpHeaders trailers) {
        handler = null;
        if (requestSent && persistent && usable() && use != null) {
            Use ended = use;
            use = null;
            exchanges++;
            wire.reading(true);
            wire.drainHandler(null);
            pool.free(this, ended);
        } else {
            close();
        }
        current.end(trailers);
    }

    private void caughtUp() {
        UpstreamAnswerHandler current = handler;
        if (current != null) {
            current.caughtUp();
        }
    }

    private void fail(Throwable cause) {
        UpstreamAnswerHandler current = handler;
        abandon();
        if (current != null) {
            current.broken(cause);
        }
    }
}
