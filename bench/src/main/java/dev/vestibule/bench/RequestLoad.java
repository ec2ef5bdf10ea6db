package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Sends one request again and again over a number of kept connections, the next as soon as the
 * answer is there. It looks at little more than the length of an answer, since it shares the
 * machine with what it measures.
 */
final class RequestLoad {
    private static final int CONNECTIONS = 32;
    private static final String EXPECTED = "HTTP/1.1 200 ";

    private final NetClient client;
    private final int port;
    private final Buffer request;

    /** Of this request, whatever the contender's own would be. */
    RequestLoad(Vertx vertx, int port, String request) {
        client = vertx.createNetClient();
        this.port = port;
        this.request = Buffer.buffer(request);
    }

    RequestLoad(Vertx vertx, Contender contender) {
        client = vertx.createNetClient();
        port = contender.port();
        String cookie =
                contender.cookie().isEmpty() ? "" : "Cookie: " + contender.cookie() + "\r\n";
        request =
                Buffer.buffer(
                        """
                        GET /page?id=7 HTTP/1.1\r
                        Host: localhost:%d\r
                        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
                        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
                        Accept-Language: en-US,en;q=0.5\r
                        Accept-Encoding: gzip, deflate, br\r
                        %s\r
                        """
                                .formatted(port, cookie));
    }

    /**
     * Runs for so long.
     *
     * @return how many requests were answered
     */
    int run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        AtomicInteger done = new AtomicInteger();
        List<Future<Void>> all =
                IntStream.range(0, CONNECTIONS).mapToObj(_ -> connected(end, done)).toList();
        Future.all(all).await();
        return done.get();
    }

    /** A server may end a connection between two requests: Apache does when a child goes. */
    private Future<Void> connected(long end, AtomicInteger done) {
        return client.connect(port, "127.0.0.1")
                .compose(socket -> new Line(socket, end, done).run())
                .compose(over -> over ? Future.succeededFuture() : connected(end, done));
    }

    /** One connection. */
    private final class Line {
        private final NetSocket socket;
        private final long end;
        private final AtomicInteger done;
        private final Promise<Boolean> over = Promise.promise();
        private Buffer came = Buffer.buffer();
        private int length = -1;

        Line(NetSocket socket, long end, AtomicInteger done) {
            this.socket = socket;
            this.end = end;
            this.done = done;
        }

        /** Whether the time is over; not when the connection was closed before. */
        Future<Boolean> run() {
            socket.handler(this::read).closeHandler(_ -> over.tryComplete(false));
            socket.exceptionHandler(_ -> {});
            socket.write(request);
            return over.future();
        }

        private void read(Buffer piece) {
            came = came.length() == 0 ? piece : came.appendBuffer(piece);
            if (length < 0) {
                length = lengthOf(came.toString(StandardCharsets.ISO_8859_1));
            }
            if (length >= 0 && came.length() >= length) {
                answered();
            }
        }

        private void answered() {
            done.incrementAndGet();
            came = Buffer.buffer();
            length = -1;
            if (System.nanoTime() < end) {
                socket.write(request);
            } else {
                over.complete(true);
                socket.close();
            }
        }

        /** Of the whole answer; -1 while its head is not there. */
        private int lengthOf(String text) {
            int body = text.indexOf("\r\n\r\n");
            if (body < 0) {
                return -1;
            }
            if (!text.startsWith(EXPECTED)) {
                over.tryFail("answered " + text.lines().findFirst().orElse(""));
                socket.close();
            }
            String head = text.substring(0, body).toLowerCase(java.util.Locale.ROOT);
            int field = head.indexOf("content-length: ") + "content-length: ".length();
            int fieldEnd = head.indexOf('\r', field);
            String digits = head.substring(field, fieldEnd < 0 ? head.length() : fieldEnd);
            return body + 4 + Integer.parseInt(digits);
        }
    }
}
