package dev.vestibule.gateway.inbound;

import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

/** The memory that one connection holds of what all share. */
final class Held {
    /** What a client may send ahead of the answer to its request before it is no longer read. */
    static final int AHEAD = 8 * 1024;

    /** A head that costs less is not counted: its share is part of the connection's. */
    private static final long SMALL_HEAD = 8 * 1024;

    private final Admission admission;
    private @Nullable HttpServerRequest request;
    private long headCost;
    private long head;
    private long came;
    private long body;

    Held(Admission admission) {
        this.admission = admission;
    }

    void serves(HttpServerRequest served) {
        request = served;
    }

    /** A part of a head is there, that costs so much. */
    void headCosts(long cost) {
        headCost = cost;
    }

    /**
     * Takes the memory for the head that is not complete.
     *
     * @return false when there is none
     */
    boolean head() {
        return take(headCost);
    }

    /** A head is complete; it stays in memory until it is answered. */
    boolean headIsThere(long cost) {
        came = 0;
        request = null;
        return take(Math.max(0, cost - SMALL_HEAD));
    }

    private boolean take(long cost) {
        long more = cost - head;
        if (more <= 0) {
            admission.heads().count(more);
        } else if (!admission.heads().take(more)) {
            return false;
        }
        head = cost;
        return true;
    }

    void bodyCame(long bytes) {
        came += bytes;
    }

    /** The bytes of a body that its handler has not taken yet. */
    void countBody() {
        HttpServerRequest served = request;
        long waiting = Math.max(0, came - (served == null ? 0 : served.bytesRead()));
        admission.bodies().count(waiting - body);
        body = waiting;
    }

    /** Whether this body should not be read on until others have been taken. */
    boolean bodiesWait() {
        return body > 0 && admission.bodies().spent();
    }

    /** Gives everything back. */
    void release() {
        admission.heads().count(-head);
        admission.bodies().count(-body);
        head = 0;
        headCost = 0;
        came = 0;
        body = 0;
        request = null;
    }
}
