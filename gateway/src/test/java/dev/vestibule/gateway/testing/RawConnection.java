package dev.vestibule.gateway.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection to this machine whose bytes a test writes itself, each character one byte. */
public final class RawConnection implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private final Socket socket;

    /** Connects; reading fails after 30 seconds without a byte. */
    public RawConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    }

    /** Sends this. */
    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The next bytes; empty when the server has closed. */
    public String read() throws IOException {
        byte[] bytes = new byte[65_536];
        int read = socket.getInputStream().read(bytes);
        return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
    }

    /** So many bytes; fewer when the server has closed. */
    public String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** What comes until it ends like this, not a byte more. */
    public String readUntil(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed behind " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Everything until the server closes or resets. */
    public String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (String part = read(); !part.isEmpty(); part = read()) {
                all.append(part);
            }
        } catch (SocketException reset) {
            all.append("[reset]");
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
