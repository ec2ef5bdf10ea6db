package dev.vestibule.cli.account;

import dev.vestibule.cli.composition.AuditModule;
import dev.vestibule.cli.composition.ProvisioningModule;
import dev.vestibule.cli.terminal.ValidFolder;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.DirectoryServer;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.RuntimeContext;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.WebhookModule;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.audit.AuditActor;
import dev.vestibule.provisioning.audit.AuditTrail;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The accounts of a configuration folder, as the command line reaches them: a provisioning service
 * of its own at the folder's directory, without any HTTP server.
 */
record AccountConsole(RuntimeContext context, FlowConfig config, Shutdown shutdown)
        implements AutoCloseable {
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 1_000;

    /**
     * Reads the folder and prepares the connection.
     *
     * @param task what it is opened for
     * @throws StartFailure when the folder has problems or no directory that can be reached, or
     *     when what is going to be changed cannot be recorded
     */
    static AccountConsole open(GatewayEnvironment environment, Task task) {
        FlowConfig config = Objects.requireNonNull(ValidFolder.load(task.folder()).config());
        DirectorySettings settings = reachable(config.directory());
        new FolderOwners(new ProcessUser()).assume(folders(settings, config, task));
        Shutdown shutdown = new Shutdown();
        Vertx vertx = Vertx.vertx();
        shutdown.later(vertx::close);
        RuntimeContext context = RuntimeContext.of(vertx, environment);
        try {
            AuditTrail audit =
                    task.changes()
                            ? new ConsoleRecords(context, config, shutdown)
                                    .start(task.actor(settings))
                            : AuditTrail.none();
            new ProvisioningModule(context, audit, shutdown)
                    .start(settings, config.otherPeople(), task.administrator());
        } catch (RuntimeException failure) {
            shutdown.run().await();
            throw failure;
        }
        return new AccountConsole(context, config, shutdown);
    }

    /** Where something is going to be written. */
    private static List<Path> folders(DirectorySettings settings, FlowConfig config, Task task) {
        List<Path> folders = new ArrayList<>();
        if (task.changes()) {
            folders.addAll(ConsoleRecords.folders(config));
        }
        if (settings.server() instanceof Embedded embedded
                && embedded.data() instanceof Path data) {
            folders.add(data);
        }
        return folders;
    }

    /**
     * What a console is opened for.
     *
     * @param administrator who acts; null for the gateway's own account
     * @param changes whether something may be changed, which is recorded
     */
    record Task(Path folder, @Nullable Bind administrator, boolean changes) {

        private AuditActor actor(DirectorySettings settings) {
            Bind bind = administrator == null ? settings.bind() : administrator;
            return new AuditActor(
                    System.getProperty("user.name"),
                    bind == null ? ProvisioningModule.usualBindDn(settings) : bind.dn());
        }
    }

    /** How many records could not be written; to be asked after {@link #close}. */
    long unrecorded() {
        return Math.round(
                AuditModule.lostLines(context).count() + WebhookModule.lostEvents(context).count());
    }

    DirectoryClient accounts() {
        return new DirectoryClient(context.bus(), LONGEST_COMMAND);
    }

    @Override
    public void close() {
        shutdown.run().await();
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

    /** A running gateway uses the data folder; if it is stopped, the command can use it. */
    private static DirectorySettings served(DirectorySettings settings, Embedded embedded) {
        ListenAddress listen = embedded.listen();
        if (listen.port() != 0 && answers(listen)) {
            if (settings.bind() == null) {
                throw StartFailure.because(
                        "The gateway is running, and the configuration has no password for its embedded"
                                + " directory; set `directory.bind`, or stop the gateway first.");
            }
            URI url = URI.create("ldap://" + listen);
            return with(settings, new Remote(List.of(url)));
        }
        if (embedded.data() == null) {
            throw StartFailure.because(
                    "The embedded directory is in memory only and the gateway is not running, so"
                            + " there are no accounts; start it, or set `directory.embedded.data`.");
        }
        ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
        return with(settings, new Embedded(anyPort, embedded.data(), null));
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
