package dev.vestibule.gateway.health;

import dev.vestibule.flow.app.Health;
import dev.vestibule.gateway.upstream.Origin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;

/**
 * What is known of one server of an app. A server is healthy until it has failed as often in a row
 * as its app allows. Any thread may read it.
 */
final class HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

    private final Subject subject;
    private volatile State state;
    private Instant due;
    private boolean asked;
    private int against;

    /**
     * Which server is asked, and how. A check continues over a reload that changes none of it.
     *
     * @param host the value of Host
     */
    record Subject(String app, Origin origin, String host, Health health) {}

    /**
     * A state.
     *
     * @param since when it began
     * @param detail the last failure; null when the last answer was right
     */
    record State(boolean healthy, Instant since, @Nullable String detail) {}

    HealthCheck(Subject subject, Instant now) {
        this.subject = subject;
        this.due = now;
        this.state = new State(true, now, null);
    }

    Subject subject() {
        return subject;
    }

    State state() {
        return state;
    }

    boolean healthy() {
        return state.healthy();
    }

    /** Whether the server is to be asked now. The question has begun then. */
    synchronized boolean begins(Instant now) {
        if (asked || now.isBefore(due)) {
            return false;
        }
        asked = true;
        due = now.plus(subject.health().interval());
        return true;
    }

    /**
     * The question has ended.
     *
     * @param failure null for a right answer
     */
    synchronized void ended(@Nullable String failure, Instant now) {
        asked = false;
        State before = state;
        boolean right = failure == null;
        against = right == before.healthy() ? 0 : against + 1;
        int enough = right ? subject.health().healthyAfter() : subject.health().unhealthyAfter();
        if (against >= enough) {
            against = 0;
            state = new State(right, now, failure);
            log();
        } else {
            state = new State(before.healthy(), before.since(), failure);
        }
    }

    private void log() {
        State now = state;
        if (now.healthy()) {
            LOG.info(
                    "event=upstream_healthy app={} upstream={}",
                    subject.app(),
                    subject.origin().text());
        } else {
            LOG.warn(
                    "event=upstream_unhealthy app={} upstream={} detail=\"{}\"",
                    subject.app(),
                    subject.origin().text(),
                    now.detail());
        }
    }
}
