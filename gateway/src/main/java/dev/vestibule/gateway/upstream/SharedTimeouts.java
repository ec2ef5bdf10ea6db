package dev.vestibule.gateway.upstream;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the exchanges of one event loop wait for, and how long. Those that wait equally long share
 * one timer, which runs only while one of them waits: an exchange that ends in time sets none.
 */
public final class SharedTimeouts {
    private final Vertx vertx;
    private final Map<Duration, Line> lines = new HashMap<>();

    /** Those of one event loop. */
    public SharedTimeouts(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs the action after so long, unless the wait has ended by then.
     *
     * @param late runs on a context of the event loop
     */
    public Wait begin(Duration time, Runnable late) {
        return lines.computeIfAbsent(time, Line::new).add(late);
    }

    /** One that waits. */
    public final class Wait {
        private final Line line;
        private final Runnable late;
        private final long deadline;

        private Wait(Line line, Runnable late, long deadline) {
            this.line = line;
            this.late = late;
            this.deadline = deadline;
        }

        /** It waits no longer. */
        public void end() {
            line.waiting.remove(this);
        }
    }

    /** Those that wait equally long, in the order of their deadlines. */
    private final class Line {
        private final long nanos;
        private final Set<Wait> waiting = new LinkedHashSet<>();
        private boolean timed;

        Line(Duration time) {
            nanos = time.toNanos();
        }

        Wait add(Runnable late) {
            Wait wait = new Wait(this, late, System.nanoTime() + nanos);
            waiting.add(wait);
            if (!timed) {
                time(nanos);
            }
            return wait;
        }

        private void time(long left) {
            timed = true;
            vertx.setTimer(Math.max(1, (left + 999_999) / 1_000_000), _ -> look());
        }

        private void look() {
            while (!waiting.isEmpty()) {
                Wait eldest = waiting.iterator().next();
                long left = eldest.deadline - System.nanoTime();
                if (left > 0) {
                    time(left);
                    return;
                }
                eldest.end();
                eldest.late.run();
            }
            timed = false;
        }
    }
}
