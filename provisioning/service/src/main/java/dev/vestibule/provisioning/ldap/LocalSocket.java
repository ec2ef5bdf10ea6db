package dev.vestibule.provisioning.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A connection through a socket in the file system ({@code ldapi}), in the form that the LDAP
 * library takes: the address that it names is not looked at, and options of TCP mean nothing here.
 */
final class LocalSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int timeoutMillis;

    LocalSocket(Path path) throws IOException {
        this.path = path;
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        readable = Selector.open();
        writable = Selector.open();
    }

    private void open() throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        open();
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        open();
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return received(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    private int received(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        long end = System.nanoTime() + Duration.ofMillis(timeoutMillis).toNanos();
        while (true) {
            int count = channel.read(into);
            if (count != 0) {
                return count;
            }
            long left = timeoutMillis == 0 ? 0 : end - System.nanoTime();
            if (timeoutMillis > 0 && left <= 0) {
                throw new SocketTimeoutException("nothing came within " + timeoutMillis + " ms");
            }
            await(readable, left);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
                while (rest.hasRemaining()) {
                    if (channel.write(rest) == 0) {
                        await(writable, 0);
                    }
                }
            }
        };
    }

    /**
     * @param nanos 0 waits without end
     */
    private static void await(Selector selector, long nanos) throws IOException {
        selector.select(nanos == 0 ? 0 : Math.max(1, Duration.ofNanos(nanos).toMillis()));
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}
}
