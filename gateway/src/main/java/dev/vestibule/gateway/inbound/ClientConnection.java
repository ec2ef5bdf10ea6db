package dev.vestibule.gateway.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

/**
 * Watches one connection of a client: ends it when a head, a body or a reader is too slow or costs
 * too much, and tells why where an answer is still possible. All of it happens on the connection's
 * event loop.
 */
final class ClientConnection implements ClientSide {
    private final Admission admission;
    private final Deadlines deadlines;
    private final Channel channel;
    private final Seat seat;
    private final Held held;
    private final Progress progress = new Progress();
    private final Traffic traffic;
    private final RequestDecoder decoder;

    private @Nullable ClientStreams streams;

    ClientConnection(ClientConnections.Served served, Channel channel) {
        this.admission = served.admission();
        this.deadlines = served.deadlines();
        this.channel = channel;
        this.seat = new Seat(admission, channel);
        this.held = new Held(admission);
        this.traffic = new Traffic(this, channel);
        this.decoder = new RequestDecoder(this, served.options());
        channel.attr(KEY).set(this);
    }

    @Override
    public void allow(Patience patience) {
        progress.allow(patience);
    }

    @Override
    public boolean countsFor(String client) {
        return seat.countsFor(client);
    }

    /** From now on it speaks HTTP/2. */
    void speaks(ClientStreams multiplexed) {
        streams = multiplexed;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    Traffic traffic() {
        return traffic;
    }

    @Override
    public void serves(HttpServerRequest request) {
        held.serves(request);
    }

    Seat seat() {
        return seat;
    }

    /** Asks to be admitted. */
    void enter() {
        Refusal why = seat.take();
        if (why != null) {
            progress.refused();
            if (!seat.mayBeTold()) {
                end(why.answer());
                traffic.closeNow();
            }
        }
    }

    void closed() {
        seat.leave();
        held.release();
    }

    /** The client sends something. */
    void speaks() {
        Refusal why = seat.refusal();
        if (progress.isRefused() && why != null) {
            end(why.answer());
        }
    }

    void hasRead() {
        if (progress.inHead() && !held.head()) {
            refuse(Refusal.HEADS);
        }
        count();
    }

    private void count() {
        held.countBody();
        boolean ahead = holds() && decoder.waiting() > Held.AHEAD;
        ClientStreams all = streams;
        traffic.hold(ahead || held.bodiesWait() || all != null && all.bodiesWait());
    }

    /**
     * A client that is still sending would lose an answer that is followed by a close at once.
     *
     * @return false when it can be closed now
     */
    boolean closesGently() {
        boolean early = progress.answeredEarly();
        if (early) {
            end(Unpooled.EMPTY_BUFFER);
        }
        return early;
    }

    /**
     * Whether the next request has to wait: for the answer to the one before, or for a client that
     * does not read its answers.
     */
    boolean holds() {
        return progress.answering() || progress.between() && !channel.isWritable();
    }

    boolean expectsHead() {
        return progress.expectsHead();
    }

    /** The head that comes cannot be one. */
    void malformed() {
        progress.head();
        refuse(Refusal.FOLDED);
    }

    /** A part of a head is there, and costs so much. */
    void waits(long cost) {
        progress.head();
        if (progress.inHead()) {
            held.headCosts(cost);
        }
    }

    /**
     * A head of this size is complete.
     *
     * @return false when there is no memory for it; the client gets 503 then
     */
    boolean headIsThere(long cost) {
        if (!held.headIsThere(cost)) {
            progress.head();
            refuse(Refusal.HEADS);
            return false;
        }
        progress.exchange();
        return true;
    }

    void bodyCame(long bytes) {
        held.bodyCame(bytes);
    }

    void bodyIsThere() {
        if (progress.requestThere()) {
            next();
        }
    }

    void answerBegins() {
        progress.answerBegins();
    }

    void answerEnds() {
        if (progress.answerEnds()) {
            next();
        }
    }

    private void next() {
        held.release();
        seat.served();
        resumeLater();
    }

    void resumeLater() {
        if (progress.between() && decoder.waiting() > 0) {
            channel.eventLoop().execute(this::resume);
        }
    }

    private void resume() {
        if (!progress.between()) {
            return;
        }
        try {
            decoder.resume();
        } catch (Exception failure) {
            channel.pipeline().fireExceptionCaught(failure);
        }
        count();
    }

    /** The bytes are no longer HTTP. */
    void tunnels() {
        progress.tunnel();
        held.release();
    }

    /** Looks whether it still continues. */
    void look(long now) {
        count();
        ClientStreams all = streams;
        if (all != null) {
            all.look(now, channel);
            return;
        }
        Refusal over =
                progress.look(
                        deadlines,
                        admission.crowded() ? deadlines.head() : deadlines.kept(),
                        traffic.state(now, progress.uploading()));
        if (over != null) {
            refuse(over);
        }
    }

    private void refuse(Refusal why) {
        if (progress.worked()) {
            seat.refused(why);
        }
        ByteBuf answer = why.answer();
        if (answer.isReadable() && progress.tellable()) {
            end(answer);
        } else {
            answer.release();
            progress.ending();
            traffic.closeNow();
        }
    }

    private void end(ByteBuf last) {
        progress.ending();
        held.release();
        traffic.end(last);
    }
}
