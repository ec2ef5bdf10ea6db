package dev.vestibule.provisioning.file;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Records in one file. A record survives a crash once {@link #awaitSafe} has returned for it. When
 * the records outgrow the state that they lead to, a thread writes that state into a new file, adds
 * what was appended meanwhile, and puts it in the place of the old one.
 *
 * <p>Any thread may call any method. The order of the records is the order of the calls.
 */
public final class RecordLog implements AutoCloseable {
    private static final int GROWTH = 3;
    private static final long SMALLEST = 4L << 20;

    private final Path path;
    private final Settings settings;
    private final FileChannel owner;
    private final GroupCommit commit = new GroupCommit(this::force);
    private volatile LogFile file;
    private volatile long worthCompacting;
    private volatile @Nullable Thread compaction;

    /**
     * How the file is kept.
     *
     * @param smallest a file of fewer bytes is never compacted
     * @param skipsDamage whether the records behind a damaged one are read; else opening fails
     * @param warn is told what the log did about a trouble
     * @param error is told what was lost, and that nothing is taken any more
     */
    public record Settings(
            Disk disk,
            long smallest,
            boolean skipsDamage,
            Consumer<String> warn,
            Consumer<String> error) {

        /** For the disk of this machine. */
        public static Settings standard(
                boolean skipsDamage, Consumer<String> warn, Consumer<String> error) {
            return new Settings(Disk.system(), SMALLEST, skipsDamage, warn, error);
        }
    }

    /** A record that had been safe cannot be read. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedException(long position, Path file) {
            super(
                    "The record at byte %d of %s is damaged and others follow it"
                            .formatted(position, file));
        }
    }

    private RecordLog(Path path, Settings settings, FileChannel owner, LogFile file) {
        this.path = path;
        this.settings = settings;
        this.owner = owner;
        this.file = file;
    }

    /**
     * Opens the file, which is created when it is absent, hands its records over and cuts off what
     * a crash tore.
     *
     * @throws PrivateFiles.InUseException when another process has the file
     * @throws DamagedException when a record that had been safe cannot be read
     */
    public static RecordLog open(Path path, Settings settings, Consumer<byte[]> records)
            throws IOException {
        Path absolute = path.toAbsolutePath();
        PrivateFiles.createFolder(requireNonNull(absolute.getParent()));
        FileChannel owner = PrivateFiles.lock(sibling(absolute, ".lock"));
        try {
            LogFile file = LogFile.resume(absolute, settings.disk());
            RecordLog log = new RecordLog(absolute, settings, owner, file);
            log.grownFrom(file.recover(records, log::damaged, settings.warn()));
            return log;
        } catch (IOException | RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private void damaged(long position) throws IOException {
        if (!settings.skipsDamage()) {
            throw new DamagedException(position, path);
        }
        settings.error()
                .accept(
                        "journal=damaged file=%s offset=%d: a record is lost"
                                .formatted(path, position));
    }

    private void grownFrom(long state) {
        worthCompacting = Math.max(settings.smallest(), GROWTH * state);
    }

    /**
     * Writes a record; it is safe once {@link #awaitSafe} has returned for its number.
     *
     * @return its number; each is above the one before
     * @throws IOException when the record is not in the file
     */
    public long append(byte[] record) throws IOException {
        return commit.write(() -> write(record));
    }

    private void write(byte[] record) throws IOException {
        try {
            file.append(record);
        } catch (IOException e) {
            settings.error().accept("journal=write-failed file=%s reason=%s".formatted(path, e));
            if (file.isTorn()) {
                fail(e);
            }
            throw e;
        }
    }

    /** The number of the last record. */
    public long appended() {
        return commit.written();
    }

    /**
     * Returns when the record with this number and all before it are safe.
     *
     * @throws IOException when they may not be
     */
    public void awaitSafe(long number) throws IOException {
        commit.await(number);
    }

    /**
     * Ends the service: no record is taken, and nothing that is read from now on is called safe.
     */
    public void fail(IOException cause) {
        tellFailure(cause);
        commit.fail(cause);
    }

    private void force() throws IOException {
        try {
            file.force();
        } catch (IOException e) {
            tellFailure(e);
            throw e;
        }
    }

    private void tellFailure(IOException cause) {
        settings.error()
                .accept(
                        "journal=failed file=%s reason=%s: no answer until a restart"
                                .formatted(path, cause));
    }

    /**
     * Replaces the records by the state that they lead to, when that is worth it. The caller sees
     * to it that nothing is appended during the call.
     *
     * @param state called at once; its records are read by another thread
     */
    public void compactIfWorth(Supplier<Stream<byte[]>> state) {
        long from = file.length();
        if (compaction == null && from >= worthCompacting) {
            Stream<byte[]> records = state.get();
            Thread thread =
                    Thread.ofPlatform()
                            .name("vestibule-compaction")
                            .unstarted(() -> compact(records, from));
            compaction = thread;
            thread.start();
        }
    }

    private void compact(Stream<byte[]> state, long from) {
        try {
            LogFile old = file;
            LogFile fresh = LogFile.create(sibling(path, ".new"), settings.disk());
            try {
                fresh.writeState(state);
                long size = fresh.length();
                commit.exclusively(() -> replaceBy(fresh, from));
                grownFrom(size);
            } finally {
                (file == fresh ? old : fresh).close();
            }
        } catch (IOException | RuntimeException e) {
            settings.warn().accept("journal=not-compacted file=%s reason=%s".formatted(path, e));
            worthCompacting = file.length() + settings.smallest();
        } finally {
            compaction = null;
        }
    }

    private void replaceBy(LogFile fresh, long from) throws IOException {
        fresh.addFrom(file, from);
        settings.disk().move(sibling(path, ".new"), path);
        file = fresh;
        try {
            settings.disk().forceName(path);
        } catch (IOException e) {
            // After a crash the old file may be there again, without what comes from now on.
            fail(e);
        }
    }

    /** Waits for a compaction that runs, and gives the file to the next process. */
    @Override
    public void close() {
        try (FileChannel _ = owner) {
            Thread running = compaction;
            if (running != null) {
                running.join();
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            settings.warn().accept("journal=not-closed file=%s reason=%s".formatted(path, e));
        }
    }
}
