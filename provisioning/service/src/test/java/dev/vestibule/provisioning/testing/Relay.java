package dev.vestibule.provisioning.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A loopback port in front of a directory, that loses what a network or a dying server loses. The
 * port stays while the directory behind it moves.
 */
public final class Relay implements AutoCloseable {
    /** What the relay does with the bytes of the directory. */
    public enum Answers {
        PASSED,
        /** The directory has done what it was asked, and nobody learns of it. */
        SWALLOWED,
        /** The answer to the next add is swallowed; all others pass. */
        SWALLOWED_FOR_ONE_ADD,
        /** The answer to the next add is swallowed, and all that come after it. */
        SWALLOWED_FROM_AN_ADD_ON
    }

    /** Notice of Disconnection, RFC 4511, section 4.4.1, with the result unavailable (52). */
    private static final byte[] NOTICE = {
        0x30,
        0x24,
        0x02,
        0x01,
        0x00,
        0x78,
        0x1f,
        0x0a,
        0x01,
        0x34,
        0x04,
        0x00,
        0x04,
        0x00,
        (byte) 0x8a,
        0x16,
        '1',
        '.',
        '3',
        '.',
        '6',
        '.',
        '1',
        '.',
        '4',
        '.',
        '1',
        '.',
        '1',
        '4',
        '6',
        '6',
        '.',
        '2',
        '0',
        '0',
        '3',
        '6'
    };

    private static final int ADD_REQUEST = 0x68;

    private final ServerSocket server;
    private final Supplier<InetSocketAddress> directory;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Answers answers = Answers.PASSED;
    private volatile boolean refusing;

    /**
     * @param directory where the directory is; asked anew for each connection
     */
    public Relay(Supplier<InetSocketAddress> directory) {
        this.directory = directory;
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** In front of a directory that stays where it is. */
    public static Relay to(TestDirectory directory) {
        InetSocketAddress address =
                new InetSocketAddress(
                        directory.config().urls().getFirst().getHost(),
                        directory.config().urls().getFirst().getPort());
        return new Relay(() -> address);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were taken so far. */
    public int connections() {
        return connections.get();
    }

    public void answers(Answers treatment) {
        answers = treatment;
    }

    /** From now on every connection is closed at once, those that are open too. */
    public void refuse() {
        refusing = true;
        open.forEach(Relay::close);
    }

    /** Takes connections again. */
    public void admit() {
        refusing = false;
    }

    /** Tells every client that the server shuts down, and does so. */
    public void sayGoodbye() {
        open.forEach(socket -> {
            try {
                socket.getOutputStream().write(NOTICE);
            } catch (IOException e) {
                // It has gone before.
                close(socket);
            }
            close(socket);
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                close();
            }
        }
    }

    private void relay(Socket client) {
        if (refusing) {
            close(client);
            return;
        }
        connections.incrementAndGet();
        open.add(client);
        InetSocketAddress address = directory.get();
        try (client;
                Socket upstream = new Socket(address.getAddress(), address.getPort())) {
            upstream.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Lane lane = new Lane(client, upstream);
            Thread back = Thread.ofVirtual().start(lane::answer);
            lane.ask();
            close(upstream);
            back.join();
        } catch (IOException e) {
            // The client sees it as a connection that breaks.
            close(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private final class Lane {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean deaf;

        Lane(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void ask() throws IOException {
            InputStream from = client.getInputStream();
            OutputStream to = upstream.getOutputStream();
            byte[] bytes = new byte[65_536];
            for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                if (isAdd(bytes, read)) {
                    swallow();
                }
                to.write(bytes, 0, read);
            }
        }

        private void swallow() {
            switch (answers) {
                case SWALLOWED_FOR_ONE_ADD -> {
                    answers = Answers.PASSED;
                    deaf = true;
                }
                case SWALLOWED_FROM_AN_ADD_ON -> answers = Answers.SWALLOWED;
                case PASSED, SWALLOWED -> {}
            }
        }

        void answer() {
            byte[] bytes = new byte[65_536];
            try {
                InputStream from = upstream.getInputStream();
                for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                    if (!deaf && answers != Answers.SWALLOWED) {
                        client.getOutputStream().write(bytes, 0, read);
                    }
                }
            } catch (IOException e) {
                // One of the two has gone; then the other goes too.
                close(upstream);
            }
            close(client);
        }

        /** An LDAPMessage (RFC 4511, section 4.1.1): a sequence of an id and a tagged request. */
        private boolean isAdd(byte[] bytes, int length) {
            int position = 2 + ((bytes[1] & 0x80) == 0 ? 0 : bytes[1] & 0x7f);
            int tag = position + 2 + (position + 1 < length ? bytes[position + 1] : 0);
            return tag < length && (bytes[tag] & 0xff) == ADD_REQUEST;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Relay::close);
    }
}
