package dev.vestibule.gateway.inbound;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection whose bytes a test writes itself. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The next bytes; empty when the server has closed. */
    String read() throws IOException {
        byte[] bytes = new byte[65_536];
        int read = socket.getInputStream().read(bytes);
        return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
    }

    /** Everything until the server closes. */
    String readAll() throws IOException {
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
