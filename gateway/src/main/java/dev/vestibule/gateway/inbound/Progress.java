package dev.vestibule.gateway.inbound;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** How far a connection is, and since when. Times are those of {@link System#nanoTime}. */
final class Progress {
    private enum Phase {
        /** Nothing came yet. */
        FRESH,
        /** Between two requests. */
        KEPT,
        HEAD,
        EXCHANGE,
        /** The bytes are no longer HTTP. */
        TUNNEL,
        /** Not admitted; its first request gets a refusal. */
        REFUSED,
        /** The last bytes are written; what comes is thrown away. */
        ENDING
    }

    private final Motion motion = new Motion();
    private Phase phase = Phase.FRESH;
    private long since = System.nanoTime();
    private boolean requestThere;
    private boolean answerBegan;
    private boolean answerEnded;

    /** Whether an answer was waiting for its reader when it was looked at. */
    private boolean unread;

    /** A part of a head is there. */
    void head() {
        if (phase == Phase.FRESH || phase == Phase.KEPT) {
            enter(Phase.HEAD);
        }
    }

    boolean expectsHead() {
        return phase == Phase.FRESH || phase == Phase.KEPT || phase == Phase.HEAD;
    }

    boolean inHead() {
        return phase == Phase.HEAD;
    }

    /** A head is complete. */
    void exchange() {
        enter(Phase.EXCHANGE);
        requestThere = false;
        answerBegan = false;
        answerEnded = false;
        motion.begin(since);
    }

    void allow(Patience patience) {
        motion.allow(System.nanoTime(), patience);
    }

    /** Whether the request is there and its answer is not. */
    boolean answering() {
        return phase == Phase.EXCHANGE && requestThere;
    }

    /**
     * The request is there as a whole.
     *
     * @return whether that was the end of the exchange
     */
    boolean requestThere() {
        requestThere = true;
        return over();
    }

    void answerBegins() {
        answerBegan = true;
    }

    /**
     * The answer is written as a whole.
     *
     * @return whether that was the end of the exchange
     */
    boolean answerEnds() {
        answerEnded = true;
        return over();
    }

    private boolean over() {
        if (phase != Phase.EXCHANGE || !requestThere || !answerEnded) {
            return false;
        }
        enter(Phase.KEPT);
        return true;
    }

    boolean between() {
        return phase == Phase.KEPT;
    }

    /** Whether the answer is written, and the client still sends its request. */
    boolean answeredEarly() {
        return phase == Phase.EXCHANGE && answerEnded && !requestThere;
    }

    /** Whether more of a body has to come. */
    boolean uploading() {
        return phase == Phase.EXCHANGE && !requestThere;
    }

    /** Whether the client could take an answer for one to its request. */
    boolean tellable() {
        return phase == Phase.HEAD
                || phase == Phase.REFUSED
                || phase == Phase.EXCHANGE && !answerBegan;
    }

    /** Whether its end is worth a line and a count. */
    boolean worked() {
        return phase == Phase.HEAD || phase == Phase.EXCHANGE || phase == Phase.TUNNEL || unread;
    }

    /** Nothing but bytes from now on, unless it is closed already. */
    void tunnel() {
        if (phase == Phase.EXCHANGE) {
            enter(Phase.TUNNEL);
        }
    }

    void refused() {
        enter(Phase.REFUSED);
    }

    boolean isRefused() {
        return phase == Phase.REFUSED;
    }

    void ending() {
        enter(Phase.ENDING);
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    /**
     * Looks whether it still continues.
     *
     * @param kept how long a connection may wait for its next request
     * @return why it has to end, or null
     */
    @Nullable Refusal look(Deadlines deadlines, Duration kept, Motion.State state) {
        unread = false;
        return switch (phase) {
            case FRESH, REFUSED -> after(state.now(), deadlines.head(), Refusal.STALLED);
            case KEPT ->
                    state.unread() ? stillRead(state) : after(state.now(), kept, Refusal.STALLED);
            case HEAD -> after(state.now(), deadlines.head(), Refusal.SLOW_HEAD);
            case ENDING -> after(state.now(), deadlines.ending(), Refusal.STALLED);
            case EXCHANGE, TUNNEL -> motion.look(state);
        };
    }

    /** An answer that is written may wait for its reader. */
    private @Nullable Refusal stillRead(Motion.State state) {
        unread = true;
        since = state.now();
        return motion.look(state);
    }

    private @Nullable Refusal after(long now, Duration longest, Refusal then) {
        return now - since > longest.toNanos() ? then : null;
    }
}
