package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Lets the logins of this process that want the same take their turns. Only for speed: without it,
 * of two hundred that look for a free username at once all but one would try in vain, again and
 * again. Over all processes the directory itself decides.
 */
public final class KeyedLock {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] locks =
            IntStream.range(0, STRIPES)
                    .mapToObj(_ -> new ReentrantLock())
                    .toArray(ReentrantLock[]::new);
    private final Duration patience;

    /** Waits no longer than this for a turn. */
    public KeyedLock(Duration patience) {
        this.patience = patience;
    }

    /** Work that talks to the directory. */
    public interface Work<T extends @Nullable Object> {
        /** Does it once. */
        T run() throws LDAPException, Refusal;
    }

    /** Runs the work when its turn comes. */
    public <T extends @Nullable Object> T take(String wanted, Work<T> work)
            throws LDAPException, Refusal {
        int hash = wanted.toLowerCase(Locale.ROOT).hashCode();
        ReentrantLock lock = locks[Math.floorMod(hash, STRIPES)];
        if (!acquire(lock)) {
            throw new Refusal(new DirectoryUnavailable("too many logins want the same at once"));
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
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
