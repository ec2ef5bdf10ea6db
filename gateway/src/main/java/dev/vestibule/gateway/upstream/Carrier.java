package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Handler;
import io.vertx.core.internal.net.NetSocketInternal;

import org.jspecify.annotations.Nullable;

/**
 * What carries the exchanges of an {@link UpstreamConnection}: a socket of HTTP/1.1, one after the
 * other, or a stream of HTTP/2, one alone. Both give what comes as messages of HTTP/1.1, so that
 * everything behind them is the same for both versions.
 */
sealed interface Carrier permits Wire, UpstreamStream {
    /**
     * Who reads from it.
     *
     * @param received a decoded message
     * @param caughtUp everything that has arrived by now was received
     * @param unwritable something cannot be sent any more
     * @param closed it carries nothing any more, and why
     */
    record Reader(
            Handler<Object> received,
            Handler<Void> caughtUp,
            Handler<Void> unwritable,
            Handler<Throwable> closed) {}

    /** Sends the head of a request. */
    void send(RequestHead head);

    /** Sends a piece of the body. */
    void write(ByteBuf piece);

    /** The body is over. */
    void end(HttpHeaders trailers);

    /** Whether the upstream reads more slowly than it is written to. */
    boolean writeQueueFull();

    /** Hears when more can be written. */
    void drainHandler(@Nullable Handler<Void> drained);

    /** Whether it reads on. */
    void reading(boolean on);

    /** Whether another request may be sent on it: open, and clean as far as it was read. */
    boolean usable();

    /** Whether the upstream may have given it up before it began with the request. */
    boolean stale();

    /** Gives the socket away, paused. */
    NetSocketInternal bare();

    /** What is still to be written is dropped: a peer that reads nothing must not hold us. */
    void close();
}
