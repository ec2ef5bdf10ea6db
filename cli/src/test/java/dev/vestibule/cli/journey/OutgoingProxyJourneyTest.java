package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.testing.TestProxy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * Everything that a gateway calls outside goes through the proxy, and its applications do not. The
 * proxy refuses every tunnel, so that no name of the test has to exist.
 */
@Timeout(240)
@ExtendWith(VertxExtension.class)
final class OutgoingProxyJourneyTest {
    private static final String FAR =
            """
              far:
                type: oidc
                issuer: https://sso.far.example
                client-id: v
                client-secret: ${env:CLIENT_SECRET}
            flows:
              far:
                steps: [{ id: first, authenticate: far }]
              asked:
                steps:
                  - { id: first, authenticate: [alpha] }
                  - { id: risk, call: { url: "https://decide.far.example/risk", on-error: deny } }
            """;

    private static final String APPS =
            """
              away:
                match: { path: /away }
                upstream: "https://app.far.example"
                flow: staff
                access: [{ public: true }]
              far:
                match: { path: /far }
                upstream: "@UPSTREAM@"
                flow: far
                access: [{ allow: true }]
              asked:
                match: { path: /asked }
                upstream: "@UPSTREAM@"
                flow: asked
                access: [{ allow: true }]
            webhooks:
              crm:
                url: https://hooks.far.example/accounts
                secret: ${env:HOOK_SECRET}
                events: [account.created]
            """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private TestProxy proxy;
    private World world;

    @BeforeEach
    void start(Vertx vertx) {
        proxy = new TestProxy(vertx);
        proxy.refusing("HTTP/1.1 407 canary\r\nContent-Length: 0\r\n\r\n");
        String settings =
                """
                gateway:
                  data: %s
                  outgoing-proxy:
                    address: http://127.0.0.1:%d
                    username: gw
                    password: ${env:MAIL_PASSWORD}
                """
                        .formatted(folder.resolve("outbox"), proxy.port());
        world =
                worlds.start(
                        folder,
                        (Yaml.STANDARD + APPS)
                                .replace("gateway:\n", settings)
                                .replace("flows:\n", FAR));
    }

    @Test
    void identityProvidersCallsAndWebhooksAreReachedThroughIt() {
        assertThat(world.browser().open(World.GATEWAY + "/far").status()).isEqualTo(503);
        assertThat(asked("sso.far.example")).isTrue();
        String failed = world.logged("request failed kind=provider_unavailable");
        assertThat(failed)
                .contains(
                        "gateway.outgoing-proxy http://127.0.0.1:"
                                + proxy.port()
                                + " answers with status 407 to CONNECT sso.far.example:443;"
                                + " correct username and password");

        assertThat(world.browser().open(World.GATEWAY + "/asked").status()).isEqualTo(503);
        assertThat(asked("decide.far.example")).isTrue();
        assertThat(world.logged("event=call_failed")).contains("status 407 to CONNECT decide.");

        world.eventually(() -> asked("hooks.far.example"));
        world.eventually(() -> world.has("event=webhook_failed"));
        assertThat(world.logged("event=webhook_failed")).contains("status 407 to CONNECT hooks.");
        assertThat(proxy.heads())
                .allSatisfy(head -> assertThat(head).containsIgnoringCase("proxy-authorization:"));
        assertThat(String.join("\n", world.log.lines())).doesNotContain("canary");
    }

    @Test
    void applicationsAreNotReachedThroughIt() {
        assertThat(world.browser().get(World.GATEWAY + "/away").status()).isGreaterThan(500);

        assertThat(asked("app.far.example")).isFalse();
    }

    private boolean asked(String host) {
        return proxy.asked().contains("CONNECT " + host + ":443 HTTP/1.1");
    }
}
