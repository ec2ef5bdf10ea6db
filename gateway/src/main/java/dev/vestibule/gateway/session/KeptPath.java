package dev.vestibule.gateway.session;

import dev.vestibule.gateway.store.HeapSize;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A long return path of a login.
 *
 * @param host the only host on which it is valid
 * @param packed the path, deflated; each char is a byte
 */
record KeptPath(String host, String packed) {

    static KeptPath of(String host, String path) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(path.getBytes(StandardCharsets.ISO_8859_1));
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(path.length());
        byte[] chunk = new byte[1024];
        while (!deflater.finished()) {
            packed.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return new KeptPath(host, packed.toString(StandardCharsets.ISO_8859_1));
    }

    /** The path as it was, or null when it is none of at most so many characters. */
    @Nullable String path(int longest) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed.getBytes(StandardCharsets.ISO_8859_1));
        byte[] path = new byte[longest];
        try {
            int length = inflater.inflate(path);
            return inflater.finished()
                    ? new String(path, 0, length, StandardCharsets.ISO_8859_1)
                    : null;
        } catch (DataFormatException broken) {
            return null;
        } finally {
            inflater.end();
        }
    }

    long bytes() {
        return HeapSize.OBJECT + HeapSize.of(host) + HeapSize.of(packed);
    }

    @Override
    public String toString() {
        return "KeptPath[host=" + host + "]";
    }
}
