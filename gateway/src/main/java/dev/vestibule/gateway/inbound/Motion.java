package dev.vestibule.gateway.inbound;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Whether an exchange moves: its body comes, its answer is read, and it is not idle for ever. It is
 * checked from time to time, so that each read costs one addition only.
 */
final class Motion {
    private final Pace upload = new Pace();
    private final Pace download = new Pace();
    private Patience patience = Patience.STANDARD;
    private long looked;
    private long moved;
    private long came;
    private long went;

    /** An exchange begins now. */
    void begin(long now) {
        looked = now;
        moved = now;
        allow(now, Patience.STANDARD);
    }

    /** What is served now has its own patience. */
    void allow(long now, Patience of) {
        patience = of;
        upload.begin(now, of.upload());
        download.begin(now, of.upload());
    }

    /**
     * Looks.
     *
     * @return why the exchange has to end, or null
     */
    @Nullable Refusal look(State state) {
        long in = state.in() - came;
        long out = state.out() - went;
        came = state.in();
        went = Math.max(went, state.out());
        long since = state.now() - looked;
        looked = state.now();
        if (in > 0 || out > 0) {
            moved = state.now();
        }
        if (slow(upload, state.uploading(), in, since)) {
            return Refusal.SLOW_BODY;
        }
        boolean stalled = state.now() - moved > patience.idle().toNanos();
        return slow(download, state.unread(), out, since) || stalled ? Refusal.STALLED : null;
    }

    private boolean slow(Pace pace, boolean waitedFor, long bytes, long since) {
        if (!waitedFor) {
            pace.excuse(since);
            return false;
        }
        pace.moved(Math.max(0, bytes), looked, patience.idle());
        return pace.behind(looked);
    }

    /**
     * What is seen of an exchange.
     *
     * @param now of {@link System#nanoTime}
     * @param in bytes that came from the client so far
     * @param out bytes that the client's side has taken so far
     * @param uploading whether the gateway waits for more of a body
     * @param unread whether bytes of an answer wait for the client
     */
    record State(long now, long in, long out, boolean uploading, boolean unread) {}

    /**
     * A minimum rate, with credit: each byte buys the time that it may take at {@value #MINIMUM}
     * bytes a second, and the first time is given. Times are those of {@link System#nanoTime}.
     */
    static final class Pace {
        /** Bytes a second. */
        static final int MINIMUM = 240;

        private static final long NANOS_PER_BYTE = 1_000_000_000L / MINIMUM;

        private long deadline;

        /** Begins now. */
        void begin(long now, Duration given) {
            deadline = now + given.toNanos();
        }

        /**
         * Bytes have moved.
         *
         * @param most credit that can be saved
         */
        void moved(long bytes, long now, Duration most) {
            long bought = Math.min(bytes, most.toNanos() / NANOS_PER_BYTE) * NANOS_PER_BYTE;
            deadline = Math.max(deadline, Math.min(deadline + bought, now + most.toNanos()));
        }

        /** The clock stood still for so long: the other side was not waited for. */
        void excuse(long nanos) {
            deadline += nanos;
        }

        boolean behind(long now) {
            return now - deadline > 0;
        }
    }
}
