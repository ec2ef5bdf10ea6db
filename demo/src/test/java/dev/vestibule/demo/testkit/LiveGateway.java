package dev.vestibule.demo.testkit;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.gateway.GatewayEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The gateway as {@code vestibule run} starts it, on a port of this machine. */
public final class LiveGateway implements AutoCloseable {
    private final RunningGateway gateway;
    private final int port;

    private LiveGateway(RunningGateway gateway, int port) {
        this.gateway = gateway;
        this.port = port;
    }

    /**
     * Starts a gateway.
     *
     * @param yaml everything but {@code gateway}
     * @param secrets what {@code ${env:NAME}} in it means
     */
    public static LiveGateway start(String yaml, Map<String, String> secrets) {
        int port = FreePorts.next();
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "gateway");
            Files.writeString(folder.resolve("gateway.yaml"), settings(port));
            Files.writeString(folder.resolve("rest.yaml"), yaml);
            GatewayEnvironment system = GatewayEnvironment.system();
            GatewayEnvironment environment =
                    new GatewayEnvironment(
                            secrets::get, system.clock(), system.random(), system.scan());
            RunningGateway gateway = new Gateway(environment).start(folder).await();
            return new LiveGateway(gateway, port);
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
        return URI.create("http://localhost:" + port + path);
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
