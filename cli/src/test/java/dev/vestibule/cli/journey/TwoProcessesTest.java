package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.testing.Eventually;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The gateway and the provisioning service in two processes, joined by a clustered event bus. */
@ExtendWith(VertxExtension.class)
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class TwoProcessesTest {
    @TempDir private Path folder;

    @Test
    void aLoginWaitsForTheProvisioningProcessToComeBack(Vertx vertx) throws Exception {
        int gatewayPort = freePort();
        int provisioningPort = freePort();
        HttpClient client = TestBrowser.client(vertx);
        try (TestProvider provider = TestProvider.start(vertx);
                EchoUpstream upstream = EchoUpstream.start(vertx);
                TestDirectory directory = TestDirectory.start(folder.resolve("data"))) {
            Path config = configuration(provider, upstream, directory);
            Map<String, String> known =
                    Map.of("CLIENT_SECRET", provider.clientSecret(), "BIND_PASSWORD", "unknown");
            Map<String, String> secrets =
                    Map.of(
                            "CLIENT_SECRET",
                            provider.clientSecret(),
                            "BIND_PASSWORD",
                            TestDirectory.PASSWORD);
            List<String> provisioningRole =
                    role(config, "provisioning", provisioningPort, gatewayPort);
            try (RoleProcess gateway =
                            RoleProcess.gateway(
                                    known, role(config, "gateway", gatewayPort, provisioningPort));
                    RoleProcess first = RoleProcess.provisioning(secrets, provisioningRole)) {
                first.started();
                int port = gateway.port("listen");
                ready(vertx, client, gateway);
                assertThat(gateway.output()).contains("ldap=false provisioning=false");

                provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
                WebAnswer page = TestBrowser.of(client, port).open(World.WIKI);
                assertThat(page.received("x-forwarded-user")).isEqualTo("ada");

                first.kill();
                provider.signIn(Map.of("sub", "2", "preferred_username", "grace"));
                TestBrowser browser = TestBrowser.of(client, port);
                WebAnswer waiting = browser.open(World.WIKI + "/page");
                assertThat(waiting.status()).isEqualTo(503);
                int trips = provider.requests(Endpoint.AUTHORIZE);

                try (RoleProcess second = RoleProcess.provisioning(secrets, provisioningRole)) {
                    second.started();
                    ready(vertx, client, gateway);
                    WebAnswer end =
                            browser.follow(browser.post(waiting.action(), waiting.fields()));
                    assertThat(end.body()).startsWith("> GET /wiki/page\n");
                    assertThat(end.received("x-forwarded-user")).isEqualTo("grace");
                    assertThat(provider.requests(Endpoint.AUTHORIZE)).isEqualTo(trips);

                    reloads(vertx, gateway);
                    reloads(vertx, second);
                }
            }
        }
    }

    /** SIGHUP ends neither role. */
    private static void reloads(Vertx vertx, RoleProcess role) throws IOException {
        role.hangUp();
        Eventually.until(
                vertx,
                () ->
                        String.join("\n", role.output())
                                .matches("(?s).*event=reload_requested.*event=config_applied.*"),
                role::output);
    }

    private static void ready(Vertx vertx, HttpClient client, RoleProcess gateway)
            throws Exception {
        String health = "http://127.0.0.1:%d/health/ready".formatted(gateway.port("management"));
        TestBrowser monitor = TestBrowser.of(client, gateway.port("listen"));
        Eventually.until(vertx, () -> monitor.get(health).status() == 200, gateway::output);
    }

    private Path configuration(
            TestProvider provider, EchoUpstream upstream, TestDirectory directory)
            throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("vestibule.yaml"),
                Yaml.STANDARD
                        .replace("@ISSUER@", provider.issuer())
                        .replace("@OTHER@", provider.issuer() + "/other")
                        .replace("@CLIENT@", provider.clientId())
                        .replace("@UPSTREAM@", "http://127.0.0.1:" + upstream.port())
                        .replace("@LDAP@", "ldap://127.0.0.1:" + directory.port()));
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Files.writeString(folder.resolve("bus.key"), Base64.getEncoder().encodeToString(key));
        return config;
    }

    private List<String> role(Path config, String role, int port, int peer) {
        return List.of(
                "--config",
                config.toString(),
                "--role",
                role,
                "--cluster-listen",
                "127.0.0.1:" + port,
                "--cluster-peer",
                "127.0.0.1:" + peer,
                "--bus-key",
                folder.resolve("bus.key").toString());
    }

    /**
     * A port below those of outgoing connections: one of these could be taken while the process is
     * away, even by the peer that tries to reach it there.
     */
    private static int freePort() {
        return new SplittableRandom()
                .ints(20_000, 32_000)
                .filter(TwoProcessesTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
