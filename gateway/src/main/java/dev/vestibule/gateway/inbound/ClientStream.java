package dev.vestibule.gateway.inbound;

import dev.vestibule.gateway.http.AddressShare;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

/**
 * Watches one stream of HTTP/2, as {@link ClientConnection} does an exchange of HTTP/1.1. All of it
 * happens on the connection's event loop.
 */
final class ClientStream implements ClientSide {
    private final ClientStreams streams;
    private final Seat seat;
    private final Channel channel;
    private final Held held;
    private final StreamCodec codec;
    private final Progress progress = new Progress();
    private AddressShare.@Nullable Taken share;
    private long in;

    ClientStream(ClientStreams streams, Channel channel) {
        this.streams = streams;
        this.seat = streams.seat();
        this.channel = channel;
        this.held = new Held(streams.admission());
        this.codec = new StreamCodec(this, streams.hsts());
        channel.attr(KEY).set(this);
    }

    StreamCodec codec() {
        return codec;
    }

    @Override
    public void serves(HttpServerRequest request) {
        held.serves(request);
    }

    @Override
    public void allow(Patience patience) {
        progress.allow(patience);
    }

    @Override
    public boolean countsFor(String client) {
        release();
        share = seat.shareFor(client);
        return share != null;
    }

    /**
     * The head of the request is there.
     *
     * @return false when there is no memory for it
     */
    boolean begins(long cost) {
        progress.exchange();
        return held.headIsThere(cost);
    }

    void bodyCame(long bytes) {
        in += bytes;
        held.bodyCame(bytes);
    }

    void requestIsThere() {
        progress.requestThere();
    }

    void answerBegins() {
        progress.answerBegins();
    }

    void answerEnds() {
        progress.answerEnds();
        release();
    }

    /** Whether the answer is written, and the client still sends its request. */
    boolean answeredEarly() {
        return progress.answeredEarly();
    }

    /** The client has sent what resets its stream. */
    void isBroken() {
        streams.broken(channel.parent());
    }

    void closed() {
        held.release();
        release();
    }

    private void release() {
        AddressShare.Taken taken = share;
        share = null;
        if (taken != null) {
            taken.release();
        }
    }

    /** Whether its body should not be read on until others have been taken. */
    boolean bodyWaits() {
        held.countBody();
        return held.bodiesWait();
    }

    /** Looks whether it still continues. */
    void look(long now, Deadlines deadlines) {
        long unread = codec.unread();
        boolean wanted = progress.uploading() && channel.config().isAutoRead();
        Refusal over =
                progress.look(
                        deadlines,
                        deadlines.kept(),
                        new Motion.State(now, in, codec.written(), wanted, unread > 0));
        if (over != null) {
            seat.refused(over);
            codec.end(progress.tellable() ? over.code() : 0);
        }
    }
}
