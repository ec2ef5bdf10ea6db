package dev.vestibule.gateway;

import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.DirectorySettings.DirectoryServer;
import dev.vestibule.flow.model.DirectorySettings.Embedded;
import dev.vestibule.flow.model.DirectorySettings.Remote;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.gateway.administration.AccountsClient;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The accounts of a configuration folder, as the command line reaches them: a provisioning service
 * of its own at the folder's directory, without any HTTP server.
 */
final class AccountConsole implements AutoCloseable {
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 1_000;

    private final Ground ground;
    private final FlowConfig config;
    private final Shutdown shutdown;

    private AccountConsole(Ground ground, FlowConfig config, Shutdown shutdown) {
        this.ground = ground;
        this.config = config;
        this.shutdown = shutdown;
    }

    /**
     * Reads the folder and prepares the connection.
     *
     * @param administrator who acts; null for the gateway's own account
     * @throws StartFailure when the folder has problems or no directory that can be reached
     */
    static AccountConsole open(
            GatewayEnvironment environment, Path folder, @Nullable Bind administrator) {
        FlowConfig config = Objects.requireNonNull(ValidFolder.load(folder).config());
        DirectorySettings settings = reachable(config.directory());
        Shutdown shutdown = new Shutdown();
        Vertx vertx = Vertx.vertx();
        shutdown.later(vertx::close);
        Ground ground = Ground.of(vertx, environment);
        try {
            DirectoryParts.start(ground, at(settings, config), administrator, shutdown);
        } catch (RuntimeException failure) {
            shutdown.run().await();
            throw failure;
        }
        return new AccountConsole(ground, config, shutdown);
    }

    AccountsClient accounts() {
        return new AccountsClient(ground.vertx().eventBus(), LONGEST_COMMAND);
    }

    FlowConfig config() {
        return config;
    }

    Ground ground() {
        return ground;
    }

    @Override
    public void close() {
        shutdown.run().await();
    }

    private static FlowConfig at(DirectorySettings directory, FlowConfig config) {
        return new FlowConfig(
                config.gateway(),
                directory,
                config.connections(),
                config.flows(),
                config.apps(),
                config.webhooks());
    }

    private static DirectorySettings reachable(@Nullable DirectorySettings settings) {
        if (settings == null) {
            throw StartFailure.because(
                    "The configuration has no directory, so there are no accounts; add"
                            + " `directory`.");
        }
        return switch (settings.server()) {
            case Remote _ -> settings;
            case Embedded embedded -> served(settings, embedded);
        };
    }

    /** A running gateway has the data; a stopped one leaves it to whoever comes. */
    private static DirectorySettings served(DirectorySettings settings, Embedded embedded) {
        ListenAddress listen = embedded.listen();
        if (listen.port() != 0 && answers(listen)) {
            if (settings.bind() == null) {
                throw StartFailure.because(
                        "The gateway is running and its embedded directory has no password that"
                                + " this command could know; set `directory.bind`, or stop the"
                                + " gateway first.");
            }
            URI url = URI.create("ldap://" + listen);
            return with(settings, new Remote(List.of(url)));
        }
        if (embedded.data() == null) {
            throw StartFailure.because(
                    "The embedded directory is in memory only and the gateway is not running, so"
                            + " there are no accounts; start it, or set `directory.embedded.data`.");
        }
        return with(settings, new Embedded(new ListenAddress("127.0.0.1", 0), embedded.data()));
    }

    private static DirectorySettings with(DirectorySettings settings, DirectoryServer server) {
        return new DirectorySettings(
                server,
                settings.bind(),
                settings.base(),
                settings.people(),
                settings.groups(),
                settings.type(),
                settings.schema(),
                settings.authorities(),
                settings.nestedGroups());
    }

    private static boolean answers(ListenAddress listen) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listen.host(), listen.port()), PATIENCE_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }
}
