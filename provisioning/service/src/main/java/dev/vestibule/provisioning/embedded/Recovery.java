package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Brings back what a data folder holds, and cuts off what a crash tore. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final DataFolder folder;
    private final Replay replay;
    private long snapshotBytes;
    private long journalBytes;

    /**
     * Where the journal goes on.
     *
     * @param generation of the newest journal
     * @param oldest generation of the oldest journal that is still needed
     * @param journalBytes size of all journals since the snapshot
     */
    record Position(long generation, long oldest, long snapshotBytes, long journalBytes) {}

    Recovery(DataFolder folder, Schema schema) {
        this.folder = folder;
        this.replay = new Replay(schema);
    }

    Replay replay() {
        return replay;
    }

    /**
     * Reads the newest snapshot and the journals since.
     *
     * @throws EmbeddedDirectoryException when a record that had been safe is damaged or missing
     */
    Position run() throws IOException {
        List<Long> snapshots = folder.snapshots();
        long oldest = snapshots.isEmpty() ? 1 : snapshots.getLast();
        if (!snapshots.isEmpty()) {
            readSnapshot(folder.snapshot(oldest));
        }
        List<Long> journals =
                folder.journals().stream().filter(generation -> generation >= oldest).toList();
        if (journals.isEmpty() && snapshots.isEmpty()) {
            return new Position(oldest, oldest, 0, 0);
        }
        requireAll(oldest, journals);
        for (long generation : journals) {
            readJournal(generation, journals);
        }
        return new Position(journals.getLast(), oldest, snapshotBytes, journalBytes);
    }

    private void requireAll(long oldest, List<Long> journals) {
        long newest = journals.isEmpty() ? oldest : journals.getLast();
        for (long generation = oldest; generation <= newest; generation++) {
            if (!journals.contains(generation)) {
                throw broken(
                        "The file "
                                + folder.journal(generation)
                                + " is missing; restore it from a backup, or create it empty to"
                                + " go on without the changes in it.");
            }
        }
    }

    private void readSnapshot(Path file) throws IOException {
        JournalScan.Result result = scan(file);
        String completion = JournalRecord.remark(SnapshotFile.completion(replay.entries().size()));
        if (result.broken() || result.torn() || !completion.equals(replay.lastRemark())) {
            throw damaged(file, result);
        }
        snapshotBytes = result.length();
    }

    private void readJournal(long generation, List<Long> journals) throws IOException {
        Path file = folder.journal(generation);
        JournalScan.Result result = scan(file);
        if (result.broken() || (result.torn() && hasRecordsAfter(generation, journals))) {
            throw damaged(file, result);
        }
        if (result.torn()) {
            LOG.warn(
                    "journal=torn file={} offset={} dropped-bytes={}: the end of a change that"
                            + " was never confirmed is dropped",
                    file,
                    result.sound(),
                    result.length() - result.sound());
            cut(file, result.sound());
        }
        journalBytes += result.sound();
    }

    /** A journal is on the disk before the next one gets its first record. */
    private boolean hasRecordsAfter(long generation, List<Long> journals) throws IOException {
        for (long later : journals) {
            if (later > generation && Files.size(folder.journal(later)) > 0) {
                return true;
            }
        }
        return false;
    }

    private JournalScan.Result scan(Path file) throws IOException {
        try {
            return JournalScan.read(file, replay::apply);
        } catch (UnfitRecordException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_BROKEN,
                    "A record in "
                            + file
                            + " does not fit the records before it; restore the data folder from a"
                            + " backup.",
                    e);
        }
    }

    private void cut(Path file, long length) throws IOException {
        try (FileChannel channel = folder.disk().open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    private static EmbeddedDirectoryException damaged(Path file, JournalScan.Result result) {
        return broken(
                "The record at byte "
                        + result.sound()
                        + " of "
                        + file
                        + " is damaged and others follow it; restore the data folder from a"
                        + " backup.");
    }

    private static EmbeddedDirectoryException broken(String sentence) {
        return new EmbeddedDirectoryException(Reason.DATA_BROKEN, sentence);
    }
}
