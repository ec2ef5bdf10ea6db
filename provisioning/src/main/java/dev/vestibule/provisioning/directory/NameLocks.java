package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.LDAPException;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Lets the logins of this process that wish the same username take their turns. Only for speed:
 * without it, of two hundred that look for a free name at once all but one would try in vain, again
 * and again. The directory itself decides who gets a name, over all processes.
 */
final class NameLocks {
    private static final int STRIPES = 256;

    private final ReentrantLock[] locks =
            IntStream.range(0, STRIPES)
                    .mapToObj(_ -> new ReentrantLock())
                    .toArray(ReentrantLock[]::new);
    private final Duration patience;

    NameLocks(Duration patience) {
        this.patience = patience;
    }

    /** Work that talks to the directory. */
    interface Work<T> {
        T run() throws LDAPException, Refusal;
    }

    /** Runs the work in its turn, or out of turn when that does not come. */
    <T> T inTurn(String username, Work<T> work) throws LDAPException, Refusal {
        int hash = username.toLowerCase(Locale.ROOT).hashCode();
        ReentrantLock lock = locks[Math.floorMod(hash, STRIPES)];
        boolean locked = acquire(lock);
        try {
            return work.run();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private boolean acquire(ReentrantLock lock) {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
