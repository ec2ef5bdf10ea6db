package dev.vestibule.gateway.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app that writes to its connections exactly the bytes that a test wants. */
public final class RawUpstream implements AutoCloseable {
    private static final Pattern USER = Pattern.compile("(?im)^x-forwarded-user: (\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");

    private final ServerSocket server;
    private final Conversation conversation;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Connection> open = new ConcurrentLinkedQueue<>();

    /** What the app says on one connection. */
    @FunctionalInterface
    public interface Conversation {
        /** Returns when the app has nothing more to say; the connection is closed then. */
        void on(Connection connection) throws IOException, InterruptedException;
    }

    private RawUpstream(Conversation conversation) throws IOException {
        this.conversation = conversation;
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static RawUpstream start(Conversation conversation) throws IOException {
        return new RawUpstream(conversation);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were opened by now. */
    public int connections() {
        return connections.get();
    }

    /** How many of them the gateway has not closed. */
    public long open() {
        return open.size();
    }

    /** Waits until only so many are open; false when that takes longer than half a minute. */
    public synchronized boolean awaitOpen(int most) {
        long until = System.nanoTime() + 30_000_000_000L;
        while (open.size() > most && System.nanoTime() < until) {
            try {
                wait(1000);
            } catch (InterruptedException cutShort) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return open.size() <= most;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Connection connection : open) {
                connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                connections.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().start(() -> talk(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Connection connection) {
        try (connection) {
            conversation.on(connection);
        } catch (IOException | InterruptedException gone) {
            Thread.yield();
        } finally {
            forget(connection);
        }
    }

    private synchronized void forget(Connection connection) {
        open.remove(connection);
        notifyAll();
    }

    /** One connection of the gateway to the app. */
    public static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next head, with the empty line behind it; empty when the gateway has closed. */
        public String head() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0) {
                read.write(next);
                String text = read.toString(StandardCharsets.ISO_8859_1);
                if (text.endsWith("\r\n\r\n")) {
                    return text;
                }
                next = in.read();
            }
            return "";
        }

        /** The next request with its body, if it says how long that is. */
        public String request() throws IOException {
            String head = head();
            Matcher length = LENGTH.matcher(head);
            if (length.find()) {
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
            return head;
        }

        /** Reads wait so long at most; then they fail. */
        public void patience(Duration most) throws IOException {
            socket.setSoTimeout(Math.toIntExact(most.toMillis()));
        }

        /** One byte more, or -1 when the gateway has closed. */
        public int read() throws IOException {
            return in.read();
        }

        public void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Closes so that the gateway hears of a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** The path of a request. */
    public static String path(String head) {
        return head.isEmpty() ? "" : head.split(" ", 3)[1];
    }

    /** What a person reads who asks for their own page. */
    public static String page(String user, String path) {
        return "for " + user + " " + path;
    }

    /** A correct answer to the request. */
    public static String answer(String head) {
        Matcher user = USER.matcher(head);
        String page = page(user.find() ? user.group(1) : "nobody", path(head));
        return "HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page;
    }
}
