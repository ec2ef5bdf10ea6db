package dev.vestibule.demo.testkit;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.gateway.GatewayEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The gateway as {@code vestibule run} starts it, on a port of this machine. */
public final class LiveGateway implements AutoCloseable {
    private final RunningGateway gateway;
    private final Path folder;
    private final URI url;

    private LiveGateway(RunningGateway gateway, Path folder, URI url) {
        this.gateway = gateway;
        this.folder = folder;
        this.url = url;
    }

    /**
     * How it is reached.
     *
     * @param scheme of its address: {@code http} or {@code https}
     * @param keys more of {@code gateway}, each on a line of its own
     * @param clock its time
     */
    public record Manner(String scheme, String keys, InstantSource clock) {
        /** With cleartext, and no more keys. */
        public static Manner plain(InstantSource clock) {
            return new Manner("http", "", clock);
        }
    }

    /**
     * Starts a gateway.
     *
     * @param yaml everything but {@code gateway}
     * @param secrets what {@code ${env:NAME}} in it means
     */
    public static LiveGateway start(String yaml, Map<String, String> secrets) {
        return start(yaml, secrets, Manner.plain(InstantSource.system()));
    }

    /** The same, reached in this manner. */
    public static LiveGateway start(String yaml, Map<String, String> secrets, Manner manner) {
        int port = FreePorts.next();
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "gateway");
            Files.writeString(
                    folder.resolve("gateway.yaml"),
                    settings(port).replace("url: http:", "url: " + manner.scheme() + ":")
                            + manner.keys().indent(2));
            Files.writeString(folder.resolve("rest.yaml"), yaml);
            GatewayEnvironment system = GatewayEnvironment.system();
            GatewayEnvironment environment =
                    new GatewayEnvironment(
                            secrets::get, manner.clock(), system.random(), system.scan());
            RunningGateway gateway = new Gateway(environment).start(folder).await();
            return new LiveGateway(
                    gateway, folder, URI.create(manner.scheme() + "://localhost:" + port));
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** Writes everything but {@code gateway} again; it applies a moment later, and whole. */
    public void write(String yaml) {
        try {
            Path written = Files.writeString(folder.resolve("rest.new"), yaml);
            Files.move(written, folder.resolve("rest.yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** The keys of {@code gateway} for this port. */
    public static String settings(int port) {
        return """
        gateway:
          url: http://localhost:%d
          listen: 127.0.0.1:%d
          management: 127.0.0.1:0
        """
                .formatted(port, port);
    }

    /** An address of the gateway. */
    public URI at(String path) {
        return url.resolve(path);
    }

    /** An address of health and metrics. */
    public URI managementAt(String path) {
        return URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
    }

    /** Where the embedded directory is served. */
    public URI directory() {
        return Objects.requireNonNull(gateway.directory(), "no embedded directory");
    }

    @Override
    public void close() {
        gateway.close().await();
    }
}
