package dev.vestibule.provisioning.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one force of the disk serve all waiting callers. The first to wait forces; those who come
 * meanwhile share the next force.
 */
final class GroupCommit {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Action force;
    private long written;
    private long safe;
    private boolean forcing;
    private @Nullable IOException failure;

    /** Something to do with a file. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /**
     * @param force brings everything that is written to the disk; it runs under no lock
     */
    GroupCommit(Action force) {
        this.force = force;
    }

    /**
     * Runs an action that writes something, while no other thread writes.
     *
     * @return the number of what was written; each is above the one before
     */
    long write(Action action) throws IOException {
        lock.lock();
        try {
            refuseAfterFailure();
            action.run();
            return ++written;
        } finally {
            lock.unlock();
        }
    }

    /** The last number that was given out. */
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the service: nothing is written, and no later caller learns that it is safe. */
    void fail(IOException cause) {
        lock.lock();
        try {
            failure = cause;
            written++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the number and all before it are safe. */
    void await(long number) throws IOException {
        lock.lock();
        try {
            while (safe < number) {
                refuseAfterFailure();
                if (forcing) {
                    changed.awaitUninterruptibly();
                } else {
                    forceWritten();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs an action that makes everything written safe, while no other thread writes or forces.
     */
    void exclusively(Action action) throws IOException {
        lock.lock();
        try {
            while (forcing) {
                changed.awaitUninterruptibly();
            }
            refuseAfterFailure();
            action.run();
            safe = failure == null ? written : safe;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held, which is given up while the disk works. */
    private void forceWritten() {
        long target = written;
        forcing = true;
        lock.unlock();
        IOException problem = attempt(force);
        lock.lock();
        forcing = false;
        if (problem == null) {
            safe = target;
        } else {
            // The system may have dropped the bytes: a second force that succeeds proves nothing.
            failure = problem;
        }
        changed.signalAll();
    }

    private static @Nullable IOException attempt(Action action) {
        try {
            action.run();
            return null;
        } catch (IOException e) {
            return e;
        } catch (RuntimeException e) {
            return new IOException("The disk could not be forced.", e);
        }
    }

    private void refuseAfterFailure() throws IOException {
        if (failure != null) {
            throw new IOException("The journal failed before.", failure);
        }
    }
}
