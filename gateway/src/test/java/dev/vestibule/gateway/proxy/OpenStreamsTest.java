package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App;
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

/** WebSockets and event streams end when nothing admits them any more, and are limited. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class OpenStreamsTest {
    private static final String SWITCHING =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";

    private TestGateway gateway;
    private final List<RawConnection> clients = new ArrayList<>();
    private RawUpstream upstream = none();
    private String ada = "";

    @BeforeEach
    void signIn(Vertx vertx) throws IOException {
        gateway = TestGateway.start(vertx);
        upstream =
                RawUpstream.start(connection -> {
                    String head = connection.request();
                    connection.send(head.contains("Upgrade") ? SWITCHING : EVENTS);
                    int next = connection.read();
                    while (next >= 0) {
                        connection.send(Character.toString(next));
                        next = connection.read();
                    }
                });
        gateway.with(TestApps.wiki(upstream.port()));
        ada = gateway.login("ada", "staff");
    }

    @AfterEach
    void stop() throws IOException {
        for (RawConnection client : clients) {
            client.close();
        }
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {UPGRADE, ""})
    void theyEndWithTheSession(String fields) throws IOException {
        RawConnection stream = open("/ada", fields, ada);

        gateway.clock.advance(TestGateway.IDLE);

        assertThat(stream.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {UPGRADE, ""})
    void theyEndWhenTheRulesNoLongerAdmitThePerson(String fields) throws IOException {
        RawConnection stream = open("/ada", fields, ada);
        RawConnection other = open("/bob", UPGRADE, gateway.login("bob", "staff"));

        gateway.withoutApps().with(refusing("/ada"));

        assertThat(stream.read()).isEmpty();
        assertThat(echo(other)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {UPGRADE, ""})
    void theyEndWithTheirApp(String fields) throws IOException {
        RawConnection stream = open("/public/a", fields, ada);

        gateway.withoutApps();

        assertThat(stream.read()).isEmpty();
    }

    @Test
    void whoIsNotSignedInKeepsWhatIsPublic() throws IOException {
        RawConnection stream = open("/public/a", UPGRADE, "none=1");
        RawConnection ending = open("/ada", UPGRADE, ada);

        gateway.clock.advance(TestGateway.IDLE);

        assertThat(ending.read()).isEmpty();
        assertThat(echo(stream)).isEqualTo("x");
    }

    @Test
    void oneSessionHasOnlySoMany() throws IOException {
        for (int socket = 0; socket < 8; socket++) {
            open("/ada", UPGRADE, ada);
        }

        assertThat(head(send("/ada", UPGRADE, ada)))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after: 30");
        open("/bob", UPGRADE, gateway.login("bob", "staff"));
        clients.getFirst().close();
        assertThat(upstream.awaitOpen(8)).isTrue();
        open("/ada", UPGRADE, ada);
    }

    @Test
    void aRefusedHandshakeTakesNoPlace() throws IOException {
        RawUpstream refusing =
                RawUpstream.start(connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\nforbidden");
                    connection.read();
                });
        gateway.withoutApps().with(TestApps.wiki(refusing.port()));

        for (int handshake = 0; handshake < 20; handshake++) {
            RawConnection socket = send("/ada", UPGRADE, ada);
            assertThat(head(socket)).startsWith("HTTP/1.1 403 No").doesNotContain("chunked");
            assertThat(socket.read(9)).isEqualTo("forbidden");
        }
        assertThat(refusing.awaitOpen(0)).isTrue();
    }

    private App refusing(String path) {
        App wiki = TestApps.wiki(upstream.port());
        List<AccessRule> rules = new ArrayList<>();
        rules.add(
                new AccessRule(
                        Effect.DENY,
                        TestApps.condition("request.path.startsWith('" + path + "')")));
        rules.addAll(wiki.access());
        return TestApps.ruled(wiki, rules);
    }

    private RawConnection open(String path, String fields, String cookie) throws IOException {
        RawConnection socket = send(path, fields, cookie);
        assertThat(head(socket)).matches("(?s)HTTP/1.1 (101|200) .*");
        return socket;
    }

    private RawConnection send(String path, String fields, String cookie) throws IOException {
        RawConnection socket = new RawConnection(gateway.port);
        clients.add(socket);
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n%s\r\n"
                        .formatted(path, cookie, fields);
        return socket.send(request);
    }

    private static String echo(RawConnection socket) throws IOException {
        return socket.send("x").read(1);
    }

    private static String head(RawConnection socket) throws IOException {
        return socket.readUntil("\r\n\r\n");
    }

    private static RawUpstream none() {
        try {
            return RawUpstream.start(_ -> {});
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
