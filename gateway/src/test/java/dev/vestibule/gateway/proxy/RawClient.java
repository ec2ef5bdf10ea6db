package dev.vestibule.gateway.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes exactly as a test writes them, which no HTTP library would. */
public final class RawClient {
    private RawClient() {}

    /** Sends the text as one connection's bytes and reads until the server closes. */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readAll(socket.getInputStream());
        }
    }

    /** The status of the answer to one request that asks to close the connection. */
    public static int status(int port, String request) throws IOException {
        String answer = send(port, request);
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        in.transferTo(read);
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}
