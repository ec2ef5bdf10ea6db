package dev.vestibule.provisioning.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The layout of a {@link RecordLog}: one frame after the other, each a header and a body. The
 * header has a mark, the length of the body, how many bytes before the frame were not known to be
 * on the disk when it was written, and the CRC32C of the whole frame. A frame without a body ends
 * the state that a compaction wrote.
 */
final class RecordFrames {
    private static final int MARK = 0x5652_4C31;
    private static final int CHECKSUM = 3 * Integer.BYTES;
    private static final int HEADER = 4 * Integer.BYTES;
    private static final int WINDOW = 1 << 16;

    private RecordFrames() {}

    /** A frame as it was read. */
    private record Frame(byte[] body, int unforced) {
        long length() {
            return HEADER + body.length;
        }
    }

    /**
     * What a file holds.
     *
     * @param sound bytes up to the first frame that a crash tore
     * @param state bytes of the state that the last compaction wrote
     */
    record Content(long sound, long state) {}

    /** The frame of a record that follows so many bytes that may not be on the disk. */
    static ByteBuffer frame(byte[] body, long unforced) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length);
        frame.putInt(MARK).putInt(body.length).putInt(Math.toIntExact(unforced)).putInt(0);
        frame.put(body).flip();
        return frame.putInt(CHECKSUM, checksum(frame));
    }

    /**
     * Hands the records over, up to the first that a crash tore. A frame that is not whole is torn
     * when no later frame says that it had been on the disk; else it is damaged.
     *
     * @param damaged is told where a damaged frame begins; when it returns, the reading continues
     *     behind that frame
     */
    static Content read(FileChannel file, Consumer<byte[]> records, DamageHandler damaged)
            throws IOException {
        long size = file.size();
        long sound = 0;
        long state = 0;
        boolean gap = false;
        long at = 0;
        while (at < size) {
            Frame frame = frameAt(file, at, size);
            if (frame == null) {
                gap = true;
                at = nextMark(file, at + 1, size);
                continue;
            }
            if (gap && at - frame.unforced() > sound) {
                damaged.damagedAt(sound);
                gap = false;
            }
            at += frame.length();
            if (!gap) {
                sound = at;
                if (frame.body().length == 0) {
                    state = at;
                } else {
                    records.accept(frame.body());
                }
            }
        }
        return new Content(sound, state);
    }

    /** Where a frame may begin; the end where none does. */
    private static long nextMark(FileChannel file, long from, long size) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW);
        long start = from;
        while (start < size && file.read(window.clear(), start) >= Integer.BYTES) {
            int last = window.position() - Integer.BYTES;
            for (int at = 0; at <= last; at++) {
                if (window.getInt(at) == MARK) {
                    return start + at;
                }
            }
            start += last + 1;
        }
        return size;
    }

    /** What to do about a damaged frame. */
    @FunctionalInterface
    interface DamageHandler {
        void damagedAt(long position) throws IOException;
    }

    /** Null when no whole frame begins there. */
    private static @Nullable Frame frameAt(FileChannel file, long at, long size)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header, file, at) || header.getInt(0) != MARK) {
            return null;
        }
        int length = header.getInt(Integer.BYTES);
        if (length < 0 || length > size - at - HEADER) {
            return null;
        }
        ByteBuffer whole = ByteBuffer.allocate(HEADER + length);
        if (!fill(whole, file, at)) {
            return null;
        }
        int expected = whole.getInt(CHECKSUM);
        int unforced = whole.getInt(2 * Integer.BYTES);
        byte[] body = new byte[length];
        whole.position(HEADER).get(body).rewind();
        return checksum(whole.putInt(CHECKSUM, 0)) == expected ? new Frame(body, unforced) : null;
    }

    private static boolean fill(ByteBuffer target, FileChannel file, long at) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, at + target.position()) < 0) {
                return false;
            }
        }
        target.flip();
        return true;
    }

    private static int checksum(ByteBuffer frame) {
        CRC32C checksum = new CRC32C();
        checksum.update(frame.duplicate());
        return (int) checksum.getValue();
    }
}
