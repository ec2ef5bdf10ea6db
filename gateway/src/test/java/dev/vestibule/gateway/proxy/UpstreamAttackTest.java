package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * An upstream answers what nobody asked for, or not what was asked for. Ada's request gets that
 * answer; Bob asks for his page at the same time and afterwards, and has to get it whole, without a
 * byte of hers.
 */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class UpstreamAttackTest {
    private static final String HOST = "Host: localhost";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final CountDownLatch said = new CountDownLatch(1);
    private final CountDownLatch bobIsDone = new CountDownLatch(1);
    private TestGateway gateway;
    private String ada = "";
    private String bob = "";

    @BeforeEach
    void start(Vertx vertx) {
        gateway = TestGateway.start(vertx);
    }

    @AfterEach
    void stop() {
        bobIsDone.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "100, GET", "102, GET", "103, GET", "104, GET", "199, GET",
        "100, POST", "102, POST", "103, POST", "104, POST", "199, POST",
        "102, PUT", "102, DELETE", "102, HEAD", "103, OPTIONS", "102, PATCH"
    })
    void anInterimAnswerIsNotTheAnswer(int status, String method) throws Exception {
        RawUpstream upstream =
                upstream((connection, head) -> {
                    String interim = "HTTP/1.1 " + status + " Interim\r\nX-Interim: 1\r\n\r\n";
                    connection.send(interim + interim);
                    said.countDown();
                    bobIsDone.await();
                    connection.send(
                            method.equals("HEAD")
                                    ? OK + "Content-Length: 10\r\n\r\n"
                                    : RawUpstream.answer(head));
                });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> ask(method));
        said.await();

        bobGetsHisPages();
        bobIsDone.countDown();

        String answer = first.join();
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("x-interim");
        if (!method.equals("HEAD")) {
            assertThat(answer).endsWith("for ada /ada");
        }
        assertThat(upstream.connections()).isEqualTo(2);
        bobGetsHisPages();
        assertThat(upstream.connections()).isEqualTo(2);
    }

    static Stream<List<String>> surplus() {
        String page = "Content-Length: 12\r\n\r\nfor ada /ada";
        return Stream.of(
                List.of("GET", OK + page + OK + page),
                List.of("GET", OK + page + OK + "Content-Length: 2\r\n\r\n"),
                List.of("GET", OK + page + "H"),
                List.of("GET", OK + page + "\r\n"),
                List.of("GET", OK + page + OK),
                List.of("GET", OK + page + "HTTP/1.1 102 Processing\r\n\r\n"),
                List.of("GET", OK + page + "more of the same page"),
                List.of(
                        "GET",
                        OK
                                + "Transfer-Encoding: chunked\r\n\r\nc\r\nfor ada /ada\r\n0\r\n\r\n"
                                + OK
                                + page),
                List.of("HEAD", OK + page),
                List.of("HEAD", OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                List.of("GET", "HTTP/1.1 204 No Content\r\n" + page),
                List.of("GET", "HTTP/1.1 204 No Content\r\n\r\n" + OK + page),
                List.of("GET", "HTTP/1.1 304 Not Modified\r\n" + page));
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void whatFollowsAnAnswerIsNobodys(List<String> attack) throws Exception {
        RawUpstream upstream =
                upstream((connection, _) -> {
                    connection.send(attack.get(1));
                    bobIsDone.await();
                });

        String answer = ask(attack.getFirst());
        int before = upstream.connections();
        bobGetsHisPages();

        assertThat(answer).matches("(?s)HTTP/1.1 (200|204|304) .*");
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
        assertThat(upstream.connections()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H",
                "\r\n",
                OK + "Content-Length: 12\r\n\r\nfor ada /ada",
                OK + "Content-Length: 100\r\n\r\nfor ada",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            })
    void whatComesWhileNobodyAsksIsNobodys(String late) throws Exception {
        CountDownLatch adaIsDone = new CountDownLatch(1);
        RawUpstream upstream =
                upstream((connection, head) -> {
                    connection.send(RawUpstream.answer(head));
                    adaIsDone.await();
                    connection.send(late);
                    said.countDown();
                    bobIsDone.await();
                });
        assertThat(ask("GET")).endsWith("for ada /ada");
        adaIsDone.countDown();
        said.await();

        bobGetsHisPages();

        assertThat(upstream.connections()).isEqualTo(2);
    }

    static Stream<String> broken() {
        return Stream.of(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                        + OK
                        + "Content-Length: 12\r\n\r\nfor ada /ada",
                OK + "Content-Length: 12\r\nContent-Length: 12\r\n\r\nfor ada /ada",
                OK + "Content-Length: 12\r\nContent-Length: 3\r\n\r\nfor ada /ada",
                OK + "Content-Length: 12, 12\r\n\r\nfor ada /ada",
                OK + "Content-Length: -1\r\n\r\nfor ada /ada",
                OK + "Content-Length: +12\r\n\r\nfor ada /ada",
                OK + "Content-Length: 0x0c\r\n\r\nfor ada /ada",
                OK
                        + "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nfor ada /ada",
                OK
                        + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nc\r\nfor ada /ada\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: gzip, chunked\r\n\r\nc\r\nfor ada /ada\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: identity\r\n\r\nfor ada /ada",
                OK
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nfor ada /ada\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nfor ada /ada\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 3\r\nContent-Length: 12\r\n\r\nfor ada /ada",
                "HTTP/2.0 200 OK\r\nContent-Length: 12\r\n\r\nfor ada /ada",
                "HTTP/1.1 42 What\r\nContent-Length: 12\r\n\r\nfor ada /ada",
                "HTTP/1.1 abc What\r\nContent-Length: 12\r\n\r\nfor ada /ada",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "for ada /ada\r\n\r\n",
                OK + "X-Large: " + "x".repeat(70_000) + "\r\n\r\n",
                OK + "Content-Length : 3\r\nContent-Length: 12\r\n\r\nfor ada /ada");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoAnswerIsABrokenUpstream(String attack) throws Exception {
        RawUpstream upstream =
                upstream((connection, _) -> {
                    connection.send(attack);
                    bobIsDone.await();
                });

        String answer = ask("GET");
        int before = upstream.connections();
        bobGetsHisPages();

        assertThat(answer).startsWith("HTTP/1.1 502").doesNotContain("for ada");
        assertThat(upstream.connections()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Length: 100\r\n\r\nfor ada",
                OK + "Transfer-Encoding: chunked\r\n\r\nc\r\nfor ada",
                OK + "Transfer-Encoding: chunked\r\n\r\n7\r\nfor ada\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n7\r\nfor ada\r\nxyz\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n7\r\nfor ada\r\n-1\r\n"
            })
    void halfAnAnswerIsNeverTakenForAWholeOne(String attack) throws Exception {
        upstream((connection, _) -> connection.send(attack));

        String answer = ask("GET");
        bobGetsHisPages();

        assertThat(answer).matches("(?s)HTTP/1.1 (200|502) .*").doesNotEndWith("0\r\n\r\n");
        assertThat(answer).doesNotContain("502 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H", "HTTP/1.1 200 O", OK, OK + "Content-Length: 1"})
    void aConnectionThatEndsBeforeTheHeadIsABrokenUpstream(String begun) throws Exception {
        upstream((connection, _) -> connection.send(begun));

        String answer = ask("GET");
        bobGetsHisPages();

        assertThat(answer).startsWith("HTTP/1.1 502");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 413, 500})
    void anAnswerBeforeTheEndOfTheRequestEndsTheConnection(int status) throws Exception {
        RawUpstream upstream =
                RawUpstream.start(connection -> {
                    for (String head = connection.head();
                            !head.isEmpty();
                            head = connection.head()) {
                        connection.send(
                                RawUpstream.answer(head).replace("200 OK", status + " Early"));
                    }
                });
        with(upstream);
        String body = "GET /bob HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-User: ada\r\n\r\n";

        try (RawConnection client = new RawConnection(gateway.port)) {
            client.send(
                    "POST /ada HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nContent-Length: %d\r\n\r\nx"
                            .formatted(ada, body.length() + 1));
            String answer = client.readUntil("for ada /ada");
            assertThat(answer).startsWith("HTTP/1.1 " + status + " Early");
            assertThat(ask("GET", "/bob", bob)).endsWith("for bob /bob");
            client.send(body);
            assertThat(ask("GET", "/bob", bob)).endsWith("for bob /bob");
            client.send("GET /ada HTTP/1.1\r\nHost: localhost\r\nCookie: " + ada + "\r\n\r\n");
            assertThat(client.readUntil("for ada /ada")).startsWith("HTTP/1.1 " + status);
        }

        assertThat(upstream.connections()).isEqualTo(2);
    }

    private interface Attack {
        void on(RawUpstream.Connection connection, String head)
                throws IOException, InterruptedException;
    }

    /** Attacks who asks for /ada; everybody else gets their page. */
    private RawUpstream upstream(Attack attack) throws IOException {
        RawUpstream upstream =
                RawUpstream.start(connection -> {
                    String head = connection.request();
                    while (!head.isEmpty()) {
                        if (RawUpstream.path(head).equals("/ada")) {
                            attack.on(connection, head);
                            if (bobIsDone.getCount() > 0) {
                                return;
                            }
                        } else {
                            connection.send(RawUpstream.answer(head));
                        }
                        head = connection.request();
                    }
                });
        with(upstream);
        return upstream;
    }

    private void with(RawUpstream upstream) throws IOException {
        gateway.with(TestApps.wiki(upstream.port()));
        ada = gateway.login("ada", "staff");
        bob = gateway.login("bob", "staff");
    }

    private String ask(String method) {
        return ask(method, "/ada", ada);
    }

    private String ask(String method, String path, String cookie) {
        boolean body = List.of("POST", "PUT", "PATCH").contains(method);
        try {
            return RawClient.send(
                    gateway.port,
                    "%s %s HTTP/1.1\r\n%s\r\nCookie: %s\r\nConnection: close\r\n%s"
                            .formatted(
                                    method,
                                    path,
                                    HOST,
                                    cookie,
                                    body ? "Content-Length: 3\r\n\r\nabc" : "\r\n"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void bobGetsHisPages() {
        for (int page = 0; page < 5; page++) {
            String path = "/bob" + page;
            assertThat(ask("GET", path, bob)).startsWith(OK).endsWith("\r\n\r\nfor bob " + path);
        }
    }
}
