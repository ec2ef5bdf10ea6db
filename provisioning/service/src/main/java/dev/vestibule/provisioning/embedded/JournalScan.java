package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a journal or snapshot record by record and distinguishes what a crash tore from what broke
 * later.
 *
 * <p>An incomplete record is torn if no caller was told that it is on disk: no later record says
 * that it had been forced. Otherwise the file is broken.
 */
final class JournalScan {
    private static final int NONE = -1;

    private final Consumer<String> records;
    private ByteArrayOutputStream unsealed = new ByteArrayOutputStream();
    private long sound;
    private long position;
    private boolean gap;
    private boolean broken;

    /**
     * What was found.
     *
     * @param sound bytes up to the end of the last whole record before any that is not
     * @param length bytes of the file
     * @param broken whether a record that had been safe is not whole
     */
    record Result(long sound, long length, boolean broken) {
        boolean torn() {
            return !broken && sound < length;
        }
    }

    private JournalScan(Consumer<String> records) {
        this.records = records;
    }

    /** Hands every whole record up to the first that is not whole to {@code records}. */
    static Result read(Path file, Consumer<String> records) throws IOException {
        JournalScan scan = new JournalScan(records);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            scan.readAll(in);
        }
        return new Result(scan.sound, scan.position, scan.broken);
    }

    private void readAll(InputStream in) throws IOException {
        byte[] line = readLine(in);
        while (line.length > 0) {
            RecordTrailer trailer = trailer(line);
            int start = trailer == null ? NONE : unsealed.size() - trailer.length();
            unsealed.writeBytes(line);
            if (trailer != null && start >= 0 && trailer.seals(unsealed.toByteArray(), start)) {
                line = readLine(in);
                if (!isBlank(line)) {
                    continue;
                }
                sealed(trailer, start);
            }
            line = readLine(in);
        }
    }

    private void sealed(RecordTrailer trailer, int start) {
        gap |= start > 0;
        if (gap) {
            broken |= trailer.forced() > sound;
        } else {
            records.accept(
                    new String(
                            unsealed.toByteArray(), 0, trailer.length(), StandardCharsets.UTF_8));
            sound = position;
        }
        unsealed = new ByteArrayOutputStream();
    }

    private static @Nullable RecordTrailer trailer(byte[] line) {
        if (line[0] != '#') {
            return null;
        }
        return RecordTrailer.parse(new String(line, StandardCharsets.ISO_8859_1));
    }

    private static boolean isBlank(byte[] line) {
        return line.length == 1 && line[0] == '\n';
    }

    /** The next line with its end, or what is left of the file. */
    private byte[] readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            position++;
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return line.toByteArray();
    }
}
