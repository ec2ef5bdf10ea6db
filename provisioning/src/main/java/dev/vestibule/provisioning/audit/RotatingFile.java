package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Lines for their owner only, in a file that makes room for the next when it is full. */
final class RotatingFile {
    private final AuditSettings settings;
    private @Nullable FileChannel channel;

    RotatingFile(AuditSettings settings) {
        this.settings = settings;
    }

    /** Opens the file, so that a wrong path is known at once. */
    void open() throws IOException {
        opened();
    }

    /** Appends the line; it is safe after {@link #force}. */
    void append(byte[] line) throws IOException {
        FileChannel open = opened();
        if (open.size() > 0 && open.size() + line.length > settings.largest()) {
            open.force(false);
            close();
            rotate();
            open = opened();
        }
        write(open, line);
    }

    void force() throws IOException {
        opened().force(false);
    }

    /** After a failure too: the next line opens the file anew. */
    void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            boolean fresh = !Files.exists(settings.file());
            open = openForOwner(settings.file());
            channel = open;
            if (fresh) {
                forceFolder();
            } else {
                endLastLine(open);
            }
        }
        return open;
    }

    /** A process that died may have left half a line. */
    private static void endLastLine(FileChannel open) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        if (open.size() > 0 && open.read(last, open.size() - 1) == 1 && last.get(0) != '\n') {
            write(open, new byte[] {'\n'});
        }
    }

    private static void write(FileChannel open, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long position = open.size();
        while (buffer.hasRemaining()) {
            position += open.write(buffer, position);
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

    static FileChannel openForOwner(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                attributes);
    }

    private void forceFolder() throws IOException {
        Path folder = settings.file().toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
