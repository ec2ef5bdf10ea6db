package dev.vestibule.provisioning.audit;

import dev.vestibule.provisioning.file.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines for their owner only, in a file that makes room for the next when it is full.
 *
 * <p>Several processes may append to it, of which one makes room: each line is one append at the
 * end, wherever that is by then, and a file that was put aside meanwhile is left for the new one.
 */
final class RotatingFile {
    /** How long a process that is writing a line may take for it. */
    private static final Duration ALIVE = Duration.ofMillis(50);

    private final AuditSettings settings;
    private @Nullable Opened opened;

    /**
     * The file at one time.
     *
     * @param key tells it from another file of the same name; null where the system has no such
     */
    private record Opened(FileChannel end, FileChannel content, @Nullable Object key) {
        void close() throws IOException {
            end.close();
            content.close();
        }
    }

    RotatingFile(AuditSettings settings) {
        this.settings = settings;
    }

    /** Before lines are appended; a wrong path is known at once. */
    void begin() throws IOException {
        Opened before = opened;
        if (before != null && !Objects.equals(before.key(), key(settings.file()))) {
            before.end().force(false);
            close();
        }
        endLastLine(opened());
    }

    /** Appends the line; it is safe after {@link #force}. */
    void append(byte[] line) throws IOException {
        Opened open = opened();
        long size = open.end().size();
        if (size > 0 && settings.largest() - size < line.length) {
            open.end().force(false);
            close();
            rotate();
            open = opened();
        }
        write(open.end(), line);
    }

    void force() throws IOException {
        opened().end().force(false);
    }

    /** After a failure too: the next line opens the file again. */
    void close() throws IOException {
        Opened open = opened;
        opened = null;
        if (open != null) {
            open.close();
        }
    }

    private Opened opened() throws IOException {
        Opened open = opened;
        if (open == null) {
            Path file = settings.file();
            boolean fresh = !Files.exists(file);
            var end = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            FileChannel content = PrivateFiles.open(file, StandardOpenOption.READ);
            open = new Opened(end, content, key(file));
            opened = open;
            if (fresh) {
                settings.created(file);
            }
        }
        return open;
    }

    /** Null when there is no such file, or the system does not tell files apart. */
    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * A process that died may have left half a line. A running process completes its line at once,
     * so only a half line that does not change is a remainder.
     */
    private static void endLastLine(Opened open) throws IOException {
        long seen = -1;
        while (!endsWhole(open.content())) {
            long size = open.content().size();
            if (size == seen) {
                write(open.end(), new byte[] {'\n'});
                return;
            }
            seen = size;
            LockSupport.parkNanos(ALIVE.toNanos());
        }
    }

    private static boolean endsWhole(FileChannel content) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        long size = content.size();
        return size == 0 || content.read(last, size - 1) < 1 || last.get(0) == '\n';
    }

    private static void write(FileChannel end, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            end.write(buffer);
        }
    }

    private void rotate() throws IOException {
        Files.deleteIfExists(numbered(settings.kept()));
        for (int number = settings.kept() - 1; number > 0; number--) {
            if (Files.exists(numbered(number))) {
                move(numbered(number), numbered(number + 1));
            }
        }
        if (settings.kept() > 0) {
            move(settings.file(), numbered(1));
        } else {
            Files.delete(settings.file());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path numbered(int number) {
        return settings.file().resolveSibling(settings.file().getFileName() + "." + number);
    }
}
