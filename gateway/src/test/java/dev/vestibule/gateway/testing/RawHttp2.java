package dev.vestibule.gateway.testing;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A client of HTTP/2 over TLS that knows frames only: it acknowledges nothing, follows no limit and
 * sends what it is told to, as attackers do.
 */
public final class RawHttp2 implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RESET = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int WINDOW_UPDATE = 8;

    /** The flags of a whole head, and of one that is a whole request. */
    public static final int HEAD = 4;

    public static final int REQUEST = 5;

    private static final long PATIENCE = 60;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private volatile boolean gaveUp;

    /** What the server sends. */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** The code of a reset. */
        public int code() {
            return payload[3];
        }
    }

    /** Connects, and says nothing yet. */
    public RawHttp2(int port) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        socket =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
        CompletableFuture.delayedExecutor(PATIENCE, TimeUnit.SECONDS).execute(this::giveUp);
    }

    /** Begins the connection with these settings. */
    public RawHttp2 begin(int... settings) throws IOException {
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, settings);
        out.flush();
        return this;
    }

    /** Sends a frame, at the next flush at the latest. */
    public void send(int type, int flags, int stream, int... payload) throws IOException {
        int length = payload.length;
        int[] head = {length >> 16, length >> 8, length, type, flags};
        for (int each : head) {
            out.write(each);
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        for (int each : payload) {
            out.write(each);
        }
    }

    /** Sends what waits. */
    public void flush() throws IOException {
        out.flush();
    }

    /** The head of a request (RFC 7541), with this index of its method: 2 is GET, 3 is POST. */
    public static int[] head(int method, String path) {
        String text = "\1\11localhost\4" + (char) path.length() + path;
        int[] head = new int[text.length() + 2];
        head[0] = 0x80 | method;
        head[1] = 0x87;
        for (int at = 0; at < text.length(); at++) {
            head[at + 2] = text.charAt(at);
        }
        return head;
    }

    /** The next frame; null when the server has ended the connection. */
    public @Nullable Frame next() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return new Frame(type, flags, stream, in.readNBytes(length));
        } catch (EOFException | javax.net.ssl.SSLException | java.net.SocketException ended) {
            return null;
        }
    }

    /** The next frame of this type; fails when the server has ended the connection. */
    public Frame next(int type) throws IOException {
        Frame frame = next();
        while (frame != null && frame.type() != type) {
            frame = next();
        }
        return Objects.requireNonNull(frame, "the connection has ended");
    }

    /** Reads until the server ends the connection; false when it does not. */
    public boolean endedByServer() throws IOException {
        Frame frame = next();
        while (frame != null) {
            frame = next();
        }
        return !gaveUp;
    }

    /** Whether the patience of the client was at an end before that of the server. */
    public boolean gaveUp() {
        return gaveUp;
    }

    private void giveUp() {
        gaveUp = true;
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
