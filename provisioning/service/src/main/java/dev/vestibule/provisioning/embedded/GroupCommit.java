package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one force of the disk serve all waiting callers. The first caller forces; those that arrive
 * meanwhile share the next force.
 */
final class GroupCommit {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Force force;
    private long begun;
    private long written;
    private long safe;
    private boolean forcing;
    private @Nullable IOException failure;

    /** Brings everything that is written to the disk. */
    @FunctionalInterface
    interface Force {
        void run() throws IOException;
    }

    GroupCommit(Force force) {
        this.force = force;
    }

    long begin() throws IOException {
        lock.lock();
        try {
            refuseAfterFailure();
            begun++;
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** The ticket's bytes are with the system, though perhaps not on the disk. */
    void written(long ticket) {
        lock.lock();
        try {
            written = ticket;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The ticket has no bytes: it is as safe as the one before it. */
    void nothing(long ticket) {
        lock.lock();
        try {
            if (safe == written) {
                safe = ticket;
            }
            written = ticket;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void fail(IOException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    void await(long ticket) throws IOException {
        lock.lock();
        try {
            while (safe < ticket) {
                refuseAfterFailure();
                if (written > safe && !forcing) {
                    forceWritten(force);
                } else {
                    changed.awaitUninterruptibly();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs an action of its own that makes everything written safe, while no other caller forces.
     */
    void exclusively(Force action) throws IOException {
        lock.lock();
        try {
            while (forcing) {
                changed.awaitUninterruptibly();
            }
            refuseAfterFailure();
            forceWritten(action);
            refuseAfterFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held, which is given up while the disk works. */
    private void forceWritten(Force action) {
        long target = written;
        forcing = true;
        lock.unlock();
        IOException problem = attempt(action);
        lock.lock();
        forcing = false;
        if (problem == null) {
            safe = Math.max(safe, target);
        } else if (failure == null) {
            // After a failed force the system may have dropped the bytes, so a second try that
            // succeeds would prove nothing.
            failure = problem;
        }
        changed.signalAll();
    }

    private static @Nullable IOException attempt(Force action) {
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
