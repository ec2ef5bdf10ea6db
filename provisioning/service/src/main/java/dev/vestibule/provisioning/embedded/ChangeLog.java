package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers accepted changes. The methods up to {@link #compact} are called by one thread at a
 * time, which holds the content's write lock; the rest by any.
 */
interface ChangeLog extends AutoCloseable {

    /**
     * Announces a change before it is visible.
     *
     * @return its ticket; tickets count up
     * @throws IOException when the log has failed and takes no more changes
     */
    long begin() throws IOException;

    /**
     * Writes the announced change; it is safe once {@link #awaitSafe} returns.
     *
     * @throws IOException when it could not be written and is not in the log
     */
    void record(long ticket, List<LDIFChangeRecord> changes) throws IOException;

    /** The announced change did not come about. */
    void nothing(long ticket);

    /** Nothing is certain to be on disk any more: every waiting caller gets the failure. */
    void fail(IOException cause);

    /** Replaces the log by the content that it led to, when that is worth the effort. */
    void compact(Supplier<Collection<? extends Entry>> content);

    /** The last ticket that was given out. */
    long begun();

    /**
     * Returns when the change and all before it would survive a crash.
     *
     * @throws IOException when they may not
     */
    void awaitSafe(long ticket) throws IOException;

    @Override
    void close();
}
