package dev.vestibule.provisioning.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The file that records are appended to. One thread at a time appends; another may force. */
final class JournalFile {
    private final FileChannel channel;
    private volatile long length;
    private volatile long forced;
    private volatile boolean torn;

    /** Continues after {@code length} bytes, all of which are on the disk. */
    JournalFile(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
        this.forced = length;
    }

    long length() {
        return length;
    }

    /** How many bytes are known to be on the disk. */
    long forced() {
        return forced;
    }

    /** Whether a failed append left bytes that could not be taken back. */
    boolean torn() {
        return torn;
    }

    /** Appends all the bytes or, when it fails, none of them if that can be had. */
    void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long start = length;
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, start + buffer.position());
            }
            length = start + bytes.length;
        } catch (IOException e) {
            cut(start, e);
            throw e;
        }
    }

    private void cut(long end, IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            torn = true;
            cause.addSuppressed(e);
        }
    }

    void force() throws IOException {
        long end = length;
        channel.force(false);
        forced = Math.max(forced, end);
    }

    void close() throws IOException {
        channel.close();
    }
}
