package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Appends changes to the newest journal file, forces them to the disk for all who wait at once, and
 * starts a new generation when the journals have outgrown their snapshot.
 */
final class Journal implements ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final DataFolder folder;
    private final long floor;
    private final GroupCommit commit = new GroupCommit(this::force);
    private volatile JournalFile file;
    private volatile long snapshotBytes;
    private volatile boolean compacting;
    private volatile long earlierBytes;
    private volatile long nextTry;
    private long generation;
    private volatile @Nullable Thread compaction;

    /**
     * Goes on where the recovery ended.
     *
     * @param floor journals smaller than this many bytes are never compacted
     */
    Journal(DataFolder folder, Recovery.Position position, long floor) throws IOException {
        this.folder = folder;
        this.floor = floor;
        this.generation = position.generation();
        this.snapshotBytes = position.snapshotBytes();
        var channel = folder.openJournal(generation);
        this.file = new JournalFile(channel, channel.size());
        this.earlierBytes = position.journalBytes() - file.length();
    }

    @Override
    public long begin() throws IOException {
        return commit.begin();
    }

    @Override
    public void record(long ticket, List<LDIFChangeRecord> changes) throws IOException {
        try {
            file.append(JournalRecord.encode(changes, file.forced()));
            commit.written(ticket);
        } catch (IOException e) {
            LOG.error(
                    "journal=write-failed file={} reason={}", folder.journal(generation), cause(e));
            if (file.torn()) {
                commit.fail(e);
            }
            throw e;
        }
    }

    @Override
    public void nothing(long ticket) {
        commit.nothing(ticket);
    }

    @Override
    public void fail(IOException cause) {
        LOG.error("journal=failed reason={}: no answer until a restart", cause(cause));
        commit.fail(cause);
    }

    @Override
    public long begun() {
        return commit.begun();
    }

    @Override
    public void awaitSafe(long ticket) throws IOException {
        commit.await(ticket);
    }

    @Override
    public void compact(Supplier<Collection<? extends Entry>> content) {
        long bytes = earlierBytes + file.length();
        if (compacting || bytes < Math.max(nextTry, Math.max(floor, 2 * snapshotBytes))) {
            return;
        }
        try {
            startGeneration(generation + 1);
        } catch (IOException e) {
            LOG.warn("journal=not-compacted reason={}", cause(e));
            nextTry = bytes + floor;
            return;
        }
        earlierBytes = bytes;
        compacting = true;
        Collection<? extends Entry> entries = content.get();
        long target = generation;
        compaction =
                Thread.ofPlatform()
                        .name("embedded-directory-compaction")
                        .start(() -> writeSnapshot(target, entries));
    }

    private void startGeneration(long next) throws IOException {
        JournalFile old = file;
        JournalFile fresh = new JournalFile(folder.openJournal(next), 0);
        try {
            commit.exclusively(() -> {
                old.force();
                file = fresh;
            });
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        generation = next;
        old.close();
    }

    private void writeSnapshot(long target, Collection<? extends Entry> entries) {
        try {
            snapshotBytes = new SnapshotFile(folder).write(target, entries);
            earlierBytes = 0;
            nextTry = 0;
            LOG.info("journal=compacted generation={} entries={}", target, entries.size());
        } catch (IOException e) {
            nextTry = earlierBytes + floor;
            LOG.warn("journal=not-compacted generation={} reason={}", target, cause(e));
        } finally {
            compacting = false;
        }
    }

    private void force() throws IOException {
        file.force();
    }

    @Override
    public void close() {
        try {
            Thread running = compaction;
            if (running != null) {
                running.join();
            }
            file.close();
            folder.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("journal=not-closed reason={}", cause(e));
        }
    }

    private static String cause(IOException e) {
        return e.getCause() == null ? e.toString() : e + " caused by " + e.getCause();
    }
}
