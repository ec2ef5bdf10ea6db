package dev.vestibule.provisioning.embedded;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;
import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder with the generations: {@code snapshot-N.ldif} holds everything before {@code
 * journal-N.ldif}. One process at a time has it.
 */
final class DataFolder implements AutoCloseable {
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot-(\\d{1,18})\\.ldif");
    private static final Pattern JOURNAL = Pattern.compile("journal-(\\d{1,18})\\.ldif");
    private static final Pattern UNFINISHED = Pattern.compile("snapshot-(\\d{1,18})\\.ldif\\.tmp");

    private final Path path;
    private final Disk disk;
    private final FileChannel lock;

    private DataFolder(Path path, Disk disk, FileChannel lock) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
    }

    /** Takes the folder, which is created when it is absent. */
    static DataFolder open(Path path, Disk disk) throws IOException {
        // Names and mail addresses are in there: no other user of the machine reads them.
        PrivateFiles.createFolder(path);
        FileChannel lock =
                PrivateFiles.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw inUse(path);
            }
            return new DataFolder(path, disk, lock);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw inUse(path);
        } catch (EmbeddedDirectoryException | IOException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedDirectoryException inUse(Path path) {
        return new EmbeddedDirectoryException(
                Reason.DATA_IN_USE,
                "The data folder "
                        + path
                        + " is used by another process; stop that one or choose another folder.");
    }

    Path path() {
        return path;
    }

    Disk disk() {
        return disk;
    }

    Path snapshot(long generation) {
        return path.resolve("snapshot-" + generation + ".ldif");
    }

    Path unfinishedSnapshot(long generation) {
        return path.resolve("snapshot-" + generation + ".ldif.tmp");
    }

    Path journal(long generation) {
        return path.resolve("journal-" + generation + ".ldif");
    }

    /** Generations of the snapshots that are there, ascending. */
    List<Long> snapshots() throws IOException {
        return generations(SNAPSHOT);
    }

    /** Generations of the journals that are there, ascending. */
    List<Long> journals() throws IOException {
        return generations(JOURNAL);
    }

    /** Opens a journal for appending; its name survives a crash when this returns. */
    FileChannel openJournal(long generation) throws IOException {
        FileChannel channel =
                disk.open(journal(generation), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            disk.forceFolder(path);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Removes what a snapshot of this generation replaces, and what was never finished. */
    void deleteBefore(long generation) throws IOException {
        for (long old : generations(UNFINISHED)) {
            disk.delete(unfinishedSnapshot(old));
        }
        for (long old : snapshots()) {
            if (old < generation) {
                disk.delete(snapshot(old));
            }
        }
        for (long old : journals()) {
            if (old < generation) {
                disk.delete(journal(old));
            }
        }
    }

    private List<Long> generations(Pattern name) throws IOException {
        List<Long> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    found.add(Long.parseLong(matcher.group(1)));
                }
            }
        }
        found.sort(null);
        return found;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
