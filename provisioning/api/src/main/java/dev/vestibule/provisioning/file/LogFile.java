package dev.vestibule.provisioning.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The file of a {@link RecordLog}. One thread at a time appends; another may force. */
final class LogFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private volatile long length;
    private volatile long forced;
    private volatile boolean torn;

    private LogFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** An empty file, whatever was there before. */
    static LogFile create(Path path, Disk disk) throws IOException {
        return new LogFile(path, disk.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE));
    }

    /** A file that continues behind what it holds; its name survives a crash. */
    static LogFile resume(Path path, Disk disk) throws IOException {
        LogFile file = new LogFile(path, disk.open(path, CREATE, READ, WRITE));
        disk.forceName(path);
        return file;
    }

    /**
     * Hands the records over and cuts off what a crash tore.
     *
     * @param warn is told of what was cut off
     * @return bytes of the state that the last compaction wrote
     */
    long recover(
            Consumer<byte[]> records, RecordFrames.DamageHandler damaged, Consumer<String> warn)
            throws IOException {
        RecordFrames.Content content = RecordFrames.read(channel, records, damaged);
        length = content.sound();
        if (length < channel.size()) {
            warn.accept(
                    "journal=torn file=%s offset=%d dropped-bytes=%d: the end of a change that was"
                                    .formatted(path, length, channel.size() - length)
                            + " never confirmed is dropped");
            channel.truncate(length);
        }
        // A process that was killed may have left bytes that only the system knows.
        force();
        return content.state();
    }

    long length() {
        return length;
    }

    /** Whether a failed append left bytes that could not be cut off. */
    boolean isTorn() {
        return torn;
    }

    /** Appends the whole record or, when that fails, nothing. */
    void append(byte[] record) throws IOException {
        long start = length;
        var frame = RecordFrames.frame(record, start - forced);
        try {
            while (frame.hasRemaining()) {
                channel.write(frame, start + frame.position());
            }
            length = start + frame.limit();
        } catch (IOException e) {
            cut(e);
            throw e;
        }
    }

    private void cut(IOException cause) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            torn = true;
            cause.addSuppressed(e);
        }
    }

    /** Writes records that lead to a state, and the mark that ends them. */
    void writeState(Stream<byte[]> records) throws IOException {
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        for (var each = records.iterator(); each.hasNext(); ) {
            out.write(RecordFrames.frame(each.next(), 0).array());
        }
        out.write(RecordFrames.frame(new byte[0], 0).array());
        out.flush();
        length = channel.position();
        force();
    }

    /** Adds what another file holds from there on. */
    void addFrom(LogFile other, long from) throws IOException {
        long at = from;
        while (at < other.length) {
            at += other.channel.transferTo(at, other.length - at, channel);
        }
        length = channel.position();
        force();
    }

    /** Brings everything that was appended before to the disk. */
    void force() throws IOException {
        long end = length;
        channel.force(false);
        forced = end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
