package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/** Writes all entries into a generation's snapshot, which is there whole or not at all. */
final class SnapshotFile {
    private final DataFolder folder;

    SnapshotFile(DataFolder folder) {
        this.folder = folder;
    }

    /** The last record of a snapshot with so many entries. */
    static String completion(int entries) {
        return "complete entries=" + entries;
    }

    /**
     * Writes it and then removes what it replaces.
     *
     * @return its size in bytes
     */
    long write(long generation, Collection<? extends Entry> entries) throws IOException {
        Path unfinished = folder.unfinishedSnapshot(generation);
        long size;
        try (FileChannel channel =
                folder.disk()
                        .open(
                                unfinished,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            writeRecords(channel, entries);
            channel.force(true);
            size = channel.size();
        }
        folder.disk().move(unfinished, folder.snapshot(generation));
        folder.disk().forceFolder(folder.path());
        folder.deleteBefore(generation);
        return size;
    }

    private static void writeRecords(FileChannel channel, Collection<? extends Entry> entries)
            throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        for (Entry entry : entries) {
            out.write(JournalRecord.encode(List.of(JournalRecord.stored(entry)), 0));
        }
        out.write(JournalRecord.encodeRemark(completion(entries.size())));
        out.flush();
    }
}
