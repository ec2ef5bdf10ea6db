package dev.vestibule.gateway.store.memory;

import dev.vestibule.gateway.store.StoreKind.Part;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap all stores of one process may take together. Each store has a share of its
 * own; the rest is common and goes to the store that needs it first, so that one store that is
 * flooded takes nothing from the shares of the others.
 */
public final class MemoryBudget {
    private final long heap;
    private final long common;
    private final AtomicLong borrowed = new AtomicLong();

    /**
     * @param heap the largest size of the heap, in bytes
     * @param common percent of it that all kinds share
     */
    public MemoryBudget(long heap, int common) {
        this.heap = heap;
        this.common = percent(common);
    }

    /** The share of one store. */
    public Share share(Part part) {
        return new Share(percent(part.own()), percent(part.most()));
    }

    /** Bytes of the common part that are in use. */
    public long borrowed() {
        return borrowed.get();
    }

    private long percent(int part) {
        return heap / 100 * part;
    }

    private boolean borrow(long bytes) {
        for (long now = borrowed.get(); now + bytes <= common; now = borrowed.get()) {
            if (borrowed.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
        return false;
    }

    /** The bytes of one store. */
    public final class Share {
        /** A part of a share is kept back for values that grow in their place. */
        private static final int KEPT_BACK = 32;

        private final long own;
        private final long most;
        private long used;

        private Share(long own, long most) {
            this.own = own;
            this.most = most;
        }

        /** Takes the bytes for a newcomer, or nothing and false where they do not fit. */
        boolean admit(long bytes) {
            return take(bytes, most - most / KEPT_BACK);
        }

        /** The same for what is in the store already and grows. */
        boolean grow(long bytes) {
            return take(bytes, most);
        }

        synchronized void release(long bytes) {
            long before = beyondOwn(used);
            used -= bytes;
            borrowed.addAndGet(beyondOwn(used) - before);
        }

        /** Bytes in use. */
        public synchronized long used() {
            return used;
        }

        /** The largest number of bytes. */
        public long most() {
            return most;
        }

        private synchronized boolean take(long bytes, long limit) {
            long after = used + bytes;
            if (bytes > 0) {
                long more = beyondOwn(after) - beyondOwn(used);
                if (after > limit || more > 0 && !borrow(more)) {
                    return false;
                }
                used = after;
            } else {
                release(-bytes);
            }
            return true;
        }

        private long beyondOwn(long bytes) {
            return Math.max(0, bytes - own);
        }
    }
}
