package dev.vestibule.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy with CONNECT only. Whatever server a tunnel is asked for, it ends at one port of
 * this machine, so that names need not exist.
 */
public final class TestProxy {
    private static final String END = "\r\n\r\n";
    private static final String OPEN = "HTTP/1.1 200 Connection established" + END;

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private final NetClient client;
    private volatile int end;
    private volatile String answer = OPEN;

    /** It lives as long as the Vert.x. */
    public TestProxy(Vertx vertx) {
        client = vertx.createNetClient();
        server =
                vertx.createNetServer()
                        .connectHandler(this::connected)
                        .listen(0, "127.0.0.1")
                        .await();
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on tunnels end at this port. */
    public TestProxy to(int port) {
        end = port;
        return this;
    }

    /** From now on it answers with these lines, and closes; with nothing at all where empty. */
    public void refusing(String lines) {
        answer = lines;
    }

    /** Everything that it could read: the head of each request. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** The first line of each request. */
    public List<String> asked() {
        return heads.stream().map(head -> head.split("\r\n", 2)[0]).toList();
    }

    /** The values of a header of the last request. */
    public List<String> sent(String header) {
        return Arrays.stream(heads.getLast().split("\r\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(header + ":"))
                .map(line -> line.substring(header.length() + 1).strip())
                .toList();
    }

    public void close() {
        server.close().await();
    }

    private void connected(NetSocket socket) {
        Buffer head = Buffer.buffer();
        socket.exceptionHandler(_ -> {});
        socket.handler(bytes -> {
            head.appendBuffer(bytes);
            if (head.toString().endsWith(END)) {
                heads.add(head.toString());
                answer(socket);
            }
        });
    }

    private void answer(NetSocket socket) {
        if (!answer.equals(OPEN)) {
            socket.end(Buffer.buffer(answer));
            return;
        }
        socket.pause();
        client.connect(end, "127.0.0.1")
                .onFailure(_ -> socket.close())
                .onSuccess(server -> {
                    server.exceptionHandler(_ -> {});
                    socket.write(OPEN);
                    server.pipeTo(socket);
                    socket.pipeTo(server);
                });
    }
}
