package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the directory's administrator does reaches the sessions that are open. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AccountWatchTest {
    private static final Duration INTERVAL = Duration.ofSeconds(31);

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private EchoUpstream chat;
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void signIn(Vertx vertx) {
        chat = EchoUpstream.start(vertx, request -> request.toWebSocket());
        world = worlds.start(folder, Yaml.STANDARD + chat());
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("staff")));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    private String chat() {
        return """
          chat:
            match: { path: /chat }
            upstream: "http://127.0.0.1:%d"
            flow: staff
            access: [{ allow: "true" }]
        """
                .formatted(chat.port());
    }

    @Test
    void theSessionOfADisabledAccountEndsWithinAMinute() {
        world.directory.set("ada", "vestibuleDisabled", "TRUE");

        world.clock.advance(INTERVAL);

        world.eventually(() -> !signedIn());
        assertThat(world.logged("event=session_ended reason=account_disabled")).contains("uid=ada");
        assertThat(world.metric("vestibule_sessions_ended_total{reason=\"account_disabled\"}"))
                .isEqualTo(1);
    }

    @Test
    void theSessionOfADeletedAccountEnds() {
        world.directory.delete("ada");

        world.clock.advance(INTERVAL);

        world.eventually(() -> !signedIn());
        assertThat(world.logged("event=session_ended")).contains("reason=account_gone");
    }

    @Test
    void theSessionOfAnIdentityThatWasUnlinkedEnds() {
        world.directory.set("ada", "vestibuleFederatedIdentity", "https://other.example 1");

        world.clock.advance(INTERVAL);

        world.eventually(() -> !signedIn());
    }

    @Test
    void theSessionOfAnIdentityWithoutTheClaimThatLinksNowEnds() {
        world.write(
                "vestibule.yaml",
                (Yaml.STANDARD + chat())
                        .replaceFirst(
                                "client-id: \"@CLIENT@\"",
                                "client-id: \"@CLIENT@\"\n    subject: claims.employee_id"));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);

        world.clock.advance(INTERVAL);

        world.eventually(() -> !signedIn());
        assertThat(world.logged("event=session_ended")).contains("reason=claim_missing");
    }

    @Test
    void aMembershipThatTheAdministratorTakesAwayIsGoneFromTheSession() {
        assertThat(browser.get(World.WIKI).body())
                .containsIgnoringCase("x-forwarded-groups: staff");
        world.directory.empty("staff");

        world.clock.advance(INTERVAL);

        world.eventually(() -> !browser.get(World.WIKI).body().contains("staff"));
        assertThat(signedIn()).isTrue();
    }

    @Test
    void whileTheDirectoryIsAwaySessionsStay() {
        world.directory.stop();

        world.clock.advance(INTERVAL);

        world.eventually(() -> world.has("event=sessions_unchecked count=1"));
        assertThat(signedIn()).isTrue();
        world.directory.startAgain();
        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        world.clock.advance(INTERVAL);
        world.eventually(() -> !signedIn());
    }

    @Test
    void aWebSocketEndsWithTheSession() throws IOException {
        browser.open(World.GATEWAY + "/chat");
        try (Socket socket = new Socket("127.0.0.1", world.gateway().port())) {
            String request =
                    "GET /chat HTTP/1.1\r\nHost: localhost:18080\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: "
                            + browser.jar("localhost")
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            world.directory.set("ada", "vestibuleDisabled", "TRUE");

            world.clock.advance(INTERVAL);

            byte[] rest = socket.getInputStream().readAllBytes();
            assertThat(new String(rest, StandardCharsets.US_ASCII)).startsWith("TTP/1.1 101");
        }
    }

    private boolean signedIn() {
        return browser.get(World.GATEWAY + "/.vestibule/whoami").status() == 200;
    }
}
