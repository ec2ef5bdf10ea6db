package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

@ExtendWith(VertxExtension.class)
class AccessLogTest {
    private static final String YAML =
            Yaml.STANDARD.replace(
                            "  management: 127.0.0.1:0\n",
                            """
                              management: 127.0.0.1:0
                              access-log: { file: access.jsonl }
                            """)
                    + """
                      board:
                        match: { path: /board }
                        upstream: "@UPSTREAM@"
                        flow: staff
                        access: [{ deny: 'claims.preferred_username == "ada"' }, { allow: "true" }]
                      live:
                        match: { path: /live }
                        upstream: "http://127.0.0.1:@PORT@"
                        flow: staff
                        access: [{ allow: "true" }]
                    """;

    @TempDir private Path folder;
    private EchoUpstream live;
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start(Vertx vertx) {
        live = EchoUpstream.start(vertx, AccessLogTest::opensOrWaits);
        world = World.start(folder, YAML.replace("@PORT@", String.valueOf(live.port())));
        browser = world.browser();
    }

    @AfterEach
    void stop() {
        world.close();
        live.close();
    }

    /** Never answers anything but a WebSocket. */
    private static void opensOrWaits(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.UPGRADE)) {
            request.toWebSocket();
        }
    }

    @Test
    void aRequestIsToldWithAppAccountAndConnection() {
        browser.open(World.WIKI + "/page?key=canary-query");

        JsonObject line = line(one -> one.getInteger("status") == 200);

        assertThat(line.getString("path")).isEqualTo("/wiki/page");
        assertThat(line.getString("app")).isEqualTo("wiki");
        assertThat(line.getString("account")).isEqualTo("ada");
        assertThat(line.getString("connection")).isEqualTo("alpha");
        assertThat(line.getString("method")).isEqualTo("GET");
        assertThat(line.getString("client")).isEqualTo("127.0.0.1");
        assertThat(line.getLong("bytes")).isPositive();
    }

    @Test
    void aRefusalIsToldWithItsRuleAndTheReferenceOfItsPage() {
        WebAnswer refused = browser.open(World.GATEWAY + "/board");
        assertThat(refused.status()).isEqualTo(403);

        JsonObject line = line(one -> one.getInteger("status") == 403);

        assertThat(line.getString("failure")).isEqualTo("access_refused");
        assertThat(line.getString("detail")).isEqualTo("rule 1 (deny) matches");
        assertThat(line.getString("app")).isEqualTo("board");
        assertThat(line.getString("account")).isEqualTo("ada");
        assertThat(line.getString("connection")).isEqualTo("alpha");
        assertThat(refused.body()).contains(line.getString("reference"));
    }

    @Test
    void noQueryIsWritten() throws IOException {
        browser.open(World.WIKI + "/page?key=canary-query");
        line(one -> one.getInteger("status") == 200);

        assertThat(Files.readString(log()))
                .contains("/.vestibule/callback")
                .doesNotContain("canary", "code=", "state=");
    }

    @Test
    void whatBelongsToNoAppIsToldToo() {
        browser.get(World.GATEWAY + "/nothing");

        JsonObject line = line(one -> "/nothing".equals(one.getString("path")));

        assertThat(line.getInteger("status")).isEqualTo(404);
        assertThat(line.getString("failure")).isEqualTo("not_found");
        assertThat(line.containsKey("app")).isFalse();
    }

    @Test
    void aWebSocketIsToldWhenItBegins() throws IOException {
        browser.open(World.WIKI);
        try (Socket socket = request("Connection: Upgrade\r\nUpgrade: websocket\r\n")) {
            assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith("101");

            assertThat(line(one -> one.getInteger("status") == 101).getString("app"))
                    .isEqualTo("live");
        }
    }

    @Test
    void aClientThatGoesBeforeTheAnswerIsTold() throws IOException {
        browser.open(World.WIKI);
        try (Socket _ = request("")) {
            world.eventually(() -> live.hits() == 1);
        }
        JsonObject line = line(one -> one.getInteger("status") == 499);

        assertThat(line.getBoolean("aborted")).isTrue();
        assertThat(line.getString("account")).isEqualTo("ada");
    }

    private Socket request(String fields) throws IOException {
        Socket socket = new Socket("127.0.0.1", world.gateway().port());
        String head =
                "GET /live HTTP/1.1\r\nHost: localhost:18080\r\nCookie: "
                        + browser.jar("localhost")
                        + "\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + fields
                        + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private JsonObject line(Predicate<JsonObject> which) {
        world.eventually(() -> lines().stream().anyMatch(which));
        return lines().stream().filter(which).findFirst().orElseThrow();
    }

    private List<JsonObject> lines() {
        try {
            return Files.readAllLines(log()).stream().map(JsonObject::new).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path log() {
        return world.folder.resolve("access.jsonl");
    }
}
