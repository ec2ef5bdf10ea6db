package dev.vestibule.gateway.inbound;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections share. Any thread may call it. */
final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    Budget(long limit) {
        this.limit = limit;
    }

    /** Takes so many, unless they are more than is left. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Adds what exists already, also beyond the limit; a negative number releases. */
    void count(long bytes) {
        used.addAndGet(bytes);
    }

    boolean spent() {
        return used.get() > limit;
    }

    long used() {
        return used.get();
    }
}
