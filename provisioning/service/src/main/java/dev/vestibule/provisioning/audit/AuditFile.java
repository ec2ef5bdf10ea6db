package dev.vestibule.provisioning.audit;

import dev.vestibule.provisioning.file.PrivateFiles;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The audit log as a file of JSON lines. One thread writes; all records that arrive meanwhile share
 * one force of the disk. A record that cannot be written is counted and logged, and blocks no
 * login.
 */
public final class AuditFile implements AuditTrail, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final int CAPACITY = 10_000;
    private static final int LARGEST_BATCH = 1_000;
    private static final int KEY_BYTES = 32;
    private static final Line END = new Line(new byte[0], new CompletableFuture<>());

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(CAPACITY);
    private final RotatingFile file;
    private final Pseudonyms pseudonyms;
    private final @Nullable AuditActor actor;
    private final IntConsumer lost;
    private final Thread writer;
    private volatile boolean closed;

    private record Line(byte[] bytes, CompletableFuture<@Nullable Void> safe) {}

    private AuditFile(
            RotatingFile file,
            Pseudonyms pseudonyms,
            @Nullable AuditActor actor,
            IntConsumer lost) {
        this.file = file;
        this.pseudonyms = pseudonyms;
        this.actor = actor;
        this.lost = lost;
        writer = Thread.ofPlatform().daemon().name("vestibule-audit").unstarted(this::write);
    }

    /**
     * Opens the file, and makes a key for pseudonyms beside it the first time.
     *
     * @param random makes the key
     * @param lost hears how many records could not be written
     * @throws IllegalArgumentException when the file cannot be opened
     */
    public static AuditFile open(AuditSettings settings, RandomGenerator random, IntConsumer lost) {
        try {
            var folder = settings.file().toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolder(folder);
            }
            RotatingFile file = new RotatingFile(settings);
            file.begin();
            Pseudonyms pseudonyms = new Pseudonyms(key(settings, random));
            AuditFile audit = new AuditFile(file, pseudonyms, settings.actor(), lost);
            audit.writer.start();
            return audit;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The audit log cannot be written to %s; mend the folder or its rights."
                            .formatted(settings.file()),
                    e);
        }
    }

    /** Of two processes that want one at once, the second takes the key of the first. */
    private static byte[] key(AuditSettings settings, RandomGenerator random) throws IOException {
        var file = settings.file().resolveSibling(settings.file().getFileName() + ".key");
        try (var channel =
                        PrivateFiles.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            byte[] key = new byte[KEY_BYTES];
            if (channel.size() == KEY_BYTES) {
                channel.read(ByteBuffer.wrap(key), 0);
                return key;
            }
            random.nextBytes(key);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
            settings.created(file);
            return key;
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> record(AuditRecord record) {
        byte[] bytes = record.line(pseudonyms, actor).getBytes(StandardCharsets.UTF_8);
        Line line = new Line(bytes, new CompletableFuture<>());
        if (closed || !lines.offer(line)) {
            lose(List.of(line), new IOException("more records than the disk takes"));
        }
        return line.safe();
    }

    /** Writes what was taken and ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lines.put(END);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        boolean ended = false;
        while (!ended) {
            List<Line> batch = next();
            ended = batch.remove(END);
            write(batch);
        }
        closeFile();
    }

    private List<Line> next() {
        List<Line> batch = new ArrayList<>();
        try {
            batch.add(lines.take());
            lines.drainTo(batch, LARGEST_BATCH - 1);
        } catch (InterruptedException e) {
            // It is interrupted only when the process ends.
            batch.add(END);
        }
        return batch;
    }

    private void write(List<Line> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            file.begin();
            for (Line line : batch) {
                file.append(line.bytes());
            }
            file.force();
            batch.forEach(line -> line.safe().complete(null));
        } catch (IOException e) {
            lose(batch, e);
            closeFile();
        }
    }

    /** The next line opens it again. */
    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.error("event=audit_close_failed", e);
        }
    }

    private void lose(List<Line> batch, IOException cause) {
        LOG.error("event=audit_lost records={} cause=\"{}\"", batch.size(), cause.toString());
        lost.accept(batch.size());
        batch.forEach(line -> line.safe().completeExceptionally(cause));
    }
}
