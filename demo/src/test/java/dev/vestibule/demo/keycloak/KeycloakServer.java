package dev.vestibule.demo.keycloak;

import dev.vestibule.demo.testkit.Await;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.RealComponents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A real Keycloak in a process of its own, from the distribution that the build unpacks into {@code
 * target/}; its database is in memory and begins with the realm of the test resources.
 */
final class KeycloakServer implements AutoCloseable {
    /** As the realm has it. */
    static final String CLIENT_SECRET = "only-for-tests";

    private static final Path DISTRIBUTIONS = Path.of("target", "keycloak");
    private static final Duration START = Duration.ofMinutes(8);

    private final Process process;
    private final int port;

    private KeycloakServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static KeycloakServer start() {
        Path home = home();
        int port = FreePorts.next();
        KeycloakServer server = new KeycloakServer(launch(home, port), port);
        try (PlainBrowser probe = new PlainBrowser()) {
            Await.until("Keycloak answers", START, () -> server.answers(probe));
            return server;
        } catch (AssertionError | RuntimeException notStarted) {
            server.close();
            throw notStarted;
        }
    }

    URI issuer() {
        return URI.create(base() + "/realms/vestibule");
    }

    KeycloakAdmin admin() {
        return new KeycloakAdmin(URI.create(base()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String base() {
        return "http://localhost:" + port;
    }

    private boolean answers(PlainBrowser probe) {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak ended; its log is target/keycloak.log");
        }
        try {
            URI discovery = URI.create(issuer() + "/.well-known/openid-configuration");
            return probe.fetch(discovery).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static Path home() {
        Path home = DISTRIBUTIONS.resolve("keycloak-" + System.getProperty("keycloak.version"));
        RealComponents.require(
                Files.isDirectory(home),
                "Keycloak is not unpacked, so nobody can sign in there: run the tests with Maven.");
        return home.toAbsolutePath();
    }

    private static Process launch(Path home, int port) {
        try {
            putRealm(home);
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    "bash",
                                    home.resolve("bin/kc.sh").toString(),
                                    "start-dev",
                                    "--import-realm",
                                    "--db=dev-mem",
                                    "--cache=local",
                                    "--http-host=127.0.0.1",
                                    "--http-port=" + port,
                                    "--http-management-port=" + FreePorts.next(),
                                    "--log=console")
                            .redirectErrorStream(true)
                            .redirectOutput(Path.of("target", "keycloak.log").toFile());
            builder.environment().putAll(environment());
            return builder.start();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms128m -Xmx512m",
                // It lives for a minute: what the second compiler would cost comes back to nobody.
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                KeycloakAdmin.USERNAME,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                KeycloakAdmin.PASSWORD);
    }

    private static void putRealm(Path home) throws IOException {
        Path imports = Files.createDirectories(home.resolve("data/import"));
        try (InputStream realm =
                KeycloakServer.class.getResourceAsStream("/keycloak/vestibule-realm.json")) {
            Files.copy(
                    Objects.requireNonNull(realm, "vestibule-realm.json"),
                    imports.resolve("vestibule-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
