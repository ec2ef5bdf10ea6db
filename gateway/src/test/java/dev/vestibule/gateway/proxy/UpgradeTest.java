package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamHttp.Version;
import dev.vestibule.gateway.testing.RawConnection;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Other protocols by {@code Upgrade}: only those that the app names, and none by surprise. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class UpgradeTest {
    private static final String TCP = "Connection: Upgrade\r\nUpgrade: tcp\r\n";
    private static final String REFUSAL = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nordinary";

    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private final List<RawConnection> clients = new ArrayList<>();
    private RawUpstream upstream;
    private TestGateway gateway;
    private String ada = "";

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        upstream =
                RawUpstream.start(connection -> {
                    String head = connection.request();
                    heads.add(head);
                    connection.send(answer(head));
                    for (int next = connection.read(); next >= 0; next = connection.read()) {
                        connection.send(Character.toString(next));
                    }
                });
        gateway = TestGateway.start(vertx);
        gateway.with(
                TestApps.speaking(
                        TestApps.wiki(upstream.port()),
                        new UpstreamHttp(Version.HTTP_1_1, List.of("tcp", "SPDY/3.1"), null)));
        ada = gateway.login("ada", "staff");
    }

    /** Switches when the head that arrives asks for it. */
    private static String answer(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Upgrade: "))
                .findFirst()
                .map(line ->
                        "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\n"
                                + line
                                + "\r\nContent-Length: 3\r\n\r\n")
                .orElse(REFUSAL);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawConnection client : clients) {
            client.close();
        }
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade\r\nUpgrade: tcp\r\n",
                "Connection: keep-alive, uPGRADE\r\nUpgrade: TCP\r\nContent-Length: 0\r\n",
                "Connection: Upgrade\r\nUpgrade: spdy/3.1\r\n"
            })
    void aNamedProtocolPassesBothWays(String fields) throws IOException {
        RawConnection socket = send("POST /attach", fields);

        String head = socket.readUntil("\r\n\r\n");
        assertThat(head)
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase("connection: upgrade")
                .doesNotContainIgnoringCase("content-length");
        assertThat(socket.send("a\0b\r\n\r\nGET / HTTP/1.1").read(19))
                .isEqualTo("a\0b\r\n\r\nGET / HTTP/1.1".substring(0, 19));
        assertThat(next()).contains("X-Forwarded-User: ada").doesNotContain("vestibule-session");
    }

    /** What Docker's client sends to begin a command in a container. */
    @Test
    void aBodyOfKnownLengthComesBeforeTheProtocol() throws IOException {
        RawConnection socket =
                send("POST /exec/1/start", TCP + "Content-Length: 16\r\n", "{\"Detach\":false}");

        assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
        assertThat(next()).contains("Content-Length: 16\r\n", "Upgrade: tcp\r\n");
        assertThat(socket.send("x").read(1)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
                "Connection: Upgrade\r\nUpgrade: udp\r\n",
                "Connection: Upgrade\r\nUpgrade: tcp, udp\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket, tcp\r\n",
                "Connection: Upgrade\r\nUpgrade: tcp\r\nUpgrade: h2c\r\n",
                "Connection: Upgrade\r\nUpgrade: tcp/1\r\n",
                "Connection: Upgrade\r\nUpgrade: SPDY\r\n",
                "Connection: Upgrade\r\nUpgrade: \"tcp\"\r\n",
                "Connection: Upgrade\r\nUpgrade:\r\n",
                "Connection: x-upgrade\r\nUpgrade: tcp\r\n",
                "Upgrade: tcp\r\n",
                "Connection: Upgrade\r\nUpgrade: tcp\r\nExpect: 100-continue\r\n"
            })
    void whatIsNotNamedExactlyIsAnOrdinaryRequest(String fields) throws IOException {
        RawConnection socket = send("POST /attach", fields + "Content-Length: 0\r\n");

        assertThat(socket.readUntil("ordinary")).startsWith("HTTP/1.1 200");
        assertThat(next()).doesNotContainIgnoringCase("upgrade:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT /a", "HEAD /a", "OPTIONS /a", "DELETE /a"})
    void onlyGetAndPostSwitch(String request) throws IOException {
        send(request, TCP + "Content-Length: 0\r\n").readUntil("\r\n\r\n");

        assertThat(next()).doesNotContainIgnoringCase("upgrade:");
    }

    @Test
    void aRequestOfAnOlderHttpNeverSwitches() throws IOException {
        RawConnection socket = new RawConnection(gateway.port);
        clients.add(socket);
        socket.send(
                "POST /a HTTP/1.0\r\nHost: localhost\r\nCookie: %s\r\n%sContent-Length: 0\r\n\r\n"
                        .formatted(ada, TCP));
        socket.readUntil("\r\n\r\n");

        assertThat(next()).doesNotContainIgnoringCase("upgrade:");
    }

    @Test
    void aBodyOfUnknownLengthIsRefused() throws IOException {
        RawConnection socket = send("POST /a", TCP + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n");

        assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(heads).isEmpty();
    }

    @Test
    void withoutASessionTheUpstreamHearsNothing() throws IOException {
        ada = "none=1";

        assertThat(send("POST /attach", TCP).readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401");
        assertThat(heads).isEmpty();
    }

    @Test
    void aPageOfAnotherOriginCannotOpenOne() throws IOException {
        RawConnection socket = send("POST /attach", TCP + "Origin: https://evil.example\r\n");

        assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(heads).isEmpty();
    }

    @Test
    void itEndsWithTheSession() throws IOException {
        RawConnection socket = send("POST /attach", TCP);
        socket.readUntil("\r\n\r\n");

        gateway.clock.advance(TestGateway.IDLE);

        assertThat(socket.read()).isEmpty();
    }

    @Test
    void itTakesAPlaceOfAWebSocket() throws IOException {
        for (int open = 0; open < 8; open++) {
            assertThat(send("POST /a", TCP).readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
        }

        assertThat(send("POST /a", TCP).readUntil("\r\n\r\n"))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after");
    }

    /** The bytes behind a refused upgrade are a request of their own, and of this client. */
    @Test
    void whatComesBehindARefusedUpgradeIsCheckedLikeEveryRequest() throws IOException {
        RawConnection socket =
                send(
                        "POST /attach",
                        "Connection: Upgrade\r\nUpgrade: udp\r\nContent-Length: 4\r\n",
                        "body"
                                + "GET /forbidden HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                                        .formatted(ada));

        assertThat(socket.readUntil("ordinary")).startsWith("HTTP/1.1 200");
        assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(heads).hasSize(1);
    }

    @Test
    void whatComesBehindAnUpgradeThatTheUpstreamRefusesIsCheckedToo() throws IOException {
        String refusal = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nordinaryGET /evil";
        String next = "GET /forbidden HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n";

        assertThat(against(refusal, TCP, next.formatted(ada))).startsWith("HTTP/1.1 200");
        RawConnection client = clients.getLast();
        assertThat(client.readUntil("ordinary")).doesNotContain("GET");
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: udp\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp, h2c\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\n\r\n"
            })
    void anUpstreamThatSwitchesToAnotherIsBroken(String answer) throws IOException {
        assertThat(against(answer, TCP, "")).startsWith("HTTP/1.1 502");
    }

    @Test
    void anUpstreamThatSwitchesBeforeTheBodyWasSentIsBroken() throws IOException {
        String switched = "HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

        assertThat(against(switched, TCP + "Content-Length: 100\r\n", "half a body"))
                .startsWith("HTTP/1.1 502");
    }

    private String against(String answer, String fields, String body) throws IOException {
        try (RawUpstream other =
                RawUpstream.start(connection -> {
                    connection.head();
                    connection.send(answer);
                    connection.read();
                })) {
            gateway.withoutApps()
                    .with(
                            TestApps.speaking(
                                    TestApps.wiki(other.port()),
                                    new UpstreamHttp(Version.HTTP_1_1, List.of("tcp"), null)));
            return send("POST /a", fields, body).readUntil("\r\n\r\n");
        }
    }

    private String next() {
        try {
            return String.valueOf(heads.poll(60, TimeUnit.SECONDS));
        } catch (InterruptedException cutShort) {
            throw new IllegalStateException(cutShort);
        }
    }

    private RawConnection send(String request, String fields) throws IOException {
        return send(request, fields, "");
    }

    private RawConnection send(String request, String fields, String body) throws IOException {
        RawConnection socket = new RawConnection(gateway.port);
        clients.add(socket);
        return socket.send(
                "%s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n%s\r\n%s"
                        .formatted(request, ada, fields, body));
    }
}
