package dev.vestibule.cli.journey;

import dev.vestibule.cli.SmallHeap;
import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.Placement;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.mail.Mailbox;
import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.testing.Eventually;
import dev.vestibule.gateway.testing.LogLines;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that a login meets, each on a real socket: two identity providers, a directory, an
 * app, a mail server, and the gateway between them.
 */
final class World implements AutoCloseable {
    static final String GATEWAY = "http://localhost:" + TestBrowser.PUBLIC_PORT;
    static final String WIKI = GATEWAY + "/wiki";

    final Vertx vertx = Vertx.vertx();
    final SettableClock clock = new SettableClock();
    final LogLines log = LogLines.everything("dev.vestibule");
    final TestProvider provider = TestProvider.start(vertx, clock);
    final TestProvider other = TestProvider.start(vertx, clock);
    final EchoUpstream upstream = EchoUpstream.start(vertx);
    final Mailbox mailbox = Mailbox.start();
    final HttpClient client = TestBrowser.client(vertx);
    final TestDirectory directory;
    final Path folder;
    private final List<RunningGateway> nodes = new ArrayList<>();
    private SharedStores shared = new SharedStores(clock);
    private Function<Vertx, StoreFactory> stores = _ -> shared.node();
    private RunningGateway gateway;

    private World(Path folder, String yaml) {
        this.folder = folder.resolve("config");
        this.directory = TestDirectory.start(folder.resolve("data"));
        write("vestibule.yaml", yaml);
        this.gateway = begin();
        provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
    }

    /** Everything started, with the standard configuration. */
    static World start(Path folder) {
        return start(folder, Yaml.STANDARD);
    }

    /** Everything started, with this configuration. */
    static World start(Path folder, String yaml) {
        return new World(folder, yaml);
    }

    TestBrowser browser() {
        return TestBrowser.of(client, gateway.port());
    }

    RunningGateway gateway() {
        return gateway;
    }

    /** The gateway is stopped and started: what it had in memory is gone. */
    void restartGateway() {
        gateway.close().await();
        shared = new SharedStores(clock);
        stores = _ -> shared.node();
        gateway = begin();
    }

    /** The gateway is stopped and started with a heap of so many bytes. */
    void restartGateway(long heap) {
        gateway.close().await();
        stores = on -> SmallHeap.stores(on, clock, heap);
        gateway = begin();
    }

    /** Writes a file of the configuration, with the places of this world filled in. */
    void write(String name, String yaml) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), filled(yaml));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A file of the configuration. */
    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks until it is so; fails after a minute. */
    void eventually(BooleanSupplier condition) {
        Eventually.until(vertx, condition, log::lines);
    }

    /** The value of a metric, 0 when it was never counted. */
    double metric(String sample) {
        return management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** What the management address answers. */
    WebAnswer management(String path) {
        return browser().get("http://127.0.0.1:" + gateway.managementPort() + path);
    }

    /** The one line of the log that begins like this and has all of these in it. */
    String logged(String start, String... parts) {
        return log.lines().stream()
                .filter(line -> line.startsWith(start))
                .filter(line -> Arrays.stream(parts).allMatch(line::contains))
                .reduce((_, last) -> last)
                .orElseThrow(() ->
                        new AssertionError("nothing logged like " + start + " in " + log.lines()));
    }

    /** Whether a line of the log begins like this. */
    boolean has(String start) {
        return log.lines().stream().anyMatch(line -> line.startsWith(start));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.close().await());
        gateway.close().await();
        provider.close();
        other.close();
        upstream.close();
        mailbox.close();
        directory.close();
        log.close();
        vertx.close().await();
    }

    /** One more gateway with the same configuration, directory and stores; its browsers. */
    Supplier<TestBrowser> anotherNode() {
        int port = portOfAnotherNode();
        return () -> TestBrowser.of(client, port);
    }

    /** The port of one more such gateway. */
    int portOfAnotherNode() {
        RunningGateway node = begin();
        nodes.add(node);
        return node.port();
    }

    /** A browser of one more gateway. */
    TestBrowser browserOfAnotherNode() {
        return anotherNode().get();
    }

    /** Every text that the stores were given, after the name of its store. */
    List<String> stored() {
        return shared.written();
    }

    private RunningGateway begin() {
        GatewayEnvironment environment =
                new GatewayEnvironment(
                        this::variable, clock, new SecureRandom(), Duration.ofMillis(50));
        return new Gateway(environment, Placement.ALONE, stores).start(folder).await();
    }

    private String variable(String name) {
        return switch (name) {
            case "CLIENT_SECRET" -> provider.clientSecret();
            case "FACTOR_KEY" -> "canary-factor-key-of-32-characters";
            case "NEXT_FACTOR_KEY" -> "canary-next-factor-key-of-32-characters";
            case "MAIL_PASSWORD" -> "canary-mail-password";
            case "HOOK_SECRET" -> "whsec_Y2FuYXJ5LWh1bnRlcjItY2FuYXJ5LWh1bnRlcjI=";
            case "CALL_TOKEN" -> "Bearer canary-call-token";
            case "BIND_PASSWORD" -> TestDirectory.PASSWORD;
            default -> null;
        };
    }

    private String filled(String yaml) {
        return yaml.replace("@ISSUER@", provider.issuer())
                .replace("@OTHER@", other.issuer())
                .replace("@CLIENT@", provider.clientId())
                .replace("@UPSTREAM@", "http://127.0.0.1:" + upstream.port())
                .replace("@MAIL@", "smtp://127.0.0.1:" + mailbox.port())
                .replace("@LDAP@", "ldap://127.0.0.1:" + directory.port());
    }
}
