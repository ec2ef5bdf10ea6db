package dev.vestibule.ldap;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A real OpenLDAP in a container of its own, from the image that the product ships: empty but for
 * the base tree and the service accounts. Started by {@link #start}, removed by {@link #close}.
 *
 * <p>Where no Docker engine answers, the test is skipped with a reason; with {@code CI=true} in the
 * environment it fails.
 */
public final class OpenLdapServer implements TestDirectoryServer {
    /** DN of the topmost entry. */
    public static final String BASE = "dc=example,dc=org";

    private static final int LDAP_PORT = 1389;
    private static final String DOCKERFILE = "openldap/Dockerfile";

    private final GenericContainer<?> container;
    private final String host;
    private volatile int port;

    /** An account below {@code ou=services}, and its password. */
    public record ServiceAccount(String dn, String password) {
        private static ServiceAccount named(String name) {
            return new ServiceAccount("cn=" + name + ",ou=services," + BASE, name + "-password");
        }
    }

    private OpenLdapServer(GenericContainer<?> container) {
        this.container = container;
        this.host = hostOf(container);
        this.port = container.getMappedPort(LDAP_PORT);
    }

    // Inside a container Testcontainers names the bridge's gateway, and a configuration that sends
    // a password there
    // without TLS is refused. Where the engine runs beside the tests, the port answers on loopback
    // too.
    private static String hostOf(GenericContainer<?> container) {
        String loopback = "127.0.0.1";
        try (Socket _ = new Socket(loopback, container.getMappedPort(LDAP_PORT))) {
            return loopback;
        } catch (IOException _) {
            return container.getHost();
        }
    }

    /** Starts a directory that takes writes. */
    public static OpenLdapServer start() {
        return start(Map.of());
    }

    /** Starts a directory that answers every write with {@code unwillingToPerform}. */
    public static OpenLdapServer startReadOnly() {
        return start(Map.of("LDAP_READ_ONLY", "true"));
    }

    /** Starts a directory that gives the gateway's account so many entries at most. */
    public static OpenLdapServer startLimited(int entries) {
        String config =
                resource("openldap/config.ldif").replace("size=unlimited", "size=" + entries);
        return started(
                container(Map.of())
                        .withCopyToContainer(
                                Transferable.of(config, 0444), "/opt/vestibule/config.ldif"));
    }

    private static String resource(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        OpenLdapServer.class.getClassLoader().getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a directory with settings of the image.
     *
     * @param environment variables that {@code openldap/entrypoint.sh} describes
     */
    public static OpenLdapServer start(Map<String, String> environment) {
        return started(container(environment));
    }

    /**
     * Starts a directory whose database outlives it.
     *
     * @param volume made where it does not exist; whoever names it removes it
     */
    static OpenLdapServer start(Map<String, String> environment, String volume) {
        Bind data = new Bind(volume, new Volume("/var/lib/ldap"));
        return started(
                container(environment)
                        .withCreateContainerCmdModifier(command ->
                                Objects.requireNonNull(command.getHostConfig()).withBinds(data)));
    }

    /**
     * Starts a directory with these entries in it; a million of them take a minute.
     *
     * @param disk false keeps the database in memory, so that no disk decides how fast it is
     */
    public static OpenLdapServer start(Path entries, boolean disk) {
        String inside = "/opt/vestibule/import.ldif";
        GenericContainer<?> container =
                container(Map.of("LDAP_IMPORT", inside))
                        .withCopyFileToContainer(MountableFile.forHostPath(entries, 0444), inside)
                        .withStartupTimeout(Duration.ofMinutes(10));
        return started(
                disk
                        ? container
                        : container.withTmpFs(
                                Map.of("/var/lib/ldap", "rw,uid=100,gid=101,size=8g")));
    }

    private static OpenLdapServer started(GenericContainer<?> container) {
        container.start();
        return new OpenLdapServer(container);
    }

    private static GenericContainer<?> container(Map<String, String> environment) {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    "No Docker engine answers, so OpenLDAP cannot run: start one, or use .ci/run.");
        }
        return new GenericContainer<>(image())
                .withExposedPorts(LDAP_PORT)
                .withEnv("LDAP_BASE", BASE)
                .withEnv("LDAP_GATEWAY_PASSWORD", gateway().password())
                .withEnv("LDAP_READER_PASSWORD", reader().password())
                .withEnv("LDAP_ADMIN_PASSWORD", administrator().password())
                .withEnv(environment)
                // It listens a moment after it says "slapd starting".
                .waitingFor(Wait.forListeningPort())
                .withStartupTimeout(Duration.ofSeconds(60));
    }

    private static ImageFromDockerfile image() {
        ImageFromDockerfile image =
                new ImageFromDockerfile("vestibule-openldap:test", false)
                        .withDockerfilePath(DOCKERFILE);
        String schema = "dev/vestibule/ldap/vestibule.ldif";
        image.withFileFromClasspath("src/main/resources/" + schema, schema);
        for (String file :
                new String[] {"Dockerfile", "config.ldif", "tree.ldif", "entrypoint.sh"}) {
            image.withFileFromClasspath("openldap/" + file, "openldap/" + file);
        }
        return image;
    }

    /** The account that the gateway binds with. */
    public static ServiceAccount gateway() {
        return ServiceAccount.named("vestibule");
    }

    /** An account that reads people and groups, and no secrets. */
    public static ServiceAccount reader() {
        return ServiceAccount.named("reader");
    }

    /** The directory's administrator. */
    public static ServiceAccount administrator() {
        return ServiceAccount.named("admin");
    }

    /** Name or address that the port is published on. */
    public String host() {
        return host;
    }

    /** Port of {@code ldap://}, chosen by the system. */
    public int port() {
        return port;
    }

    /** {@code ldap://host:port}. */
    @Override
    public String url() {
        return "ldap://%s:%d".formatted(host(), port());
    }

    /** Freezes the server: connections stay open, and nothing is answered until {@link #resume}. */
    @Override
    public void pause() {
        container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }

    /** Lets a paused server go on. */
    @Override
    public void resume() {
        container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** Ends the server as an administrator does; its data stays. */
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(10)
                .exec();
    }

    /** Ends the server as a power cut does; its data stays. */
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts the server that was ended, perhaps on another port. */
    public void startAgain() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        Ports.Binding[] bindings =
                Objects.requireNonNull(
                        container
                                .getDockerClient()
                                .inspectContainerCmd(container.getContainerId())
                                .exec()
                                .getNetworkSettings()
                                .getPorts()
                                .getBindings()
                                .get(ExposedPort.tcp(LDAP_PORT)));
        port = Integer.parseInt(bindings[0].getHostPortSpec());
    }

    @Override
    public String kind() {
        return "OpenLDAP";
    }

    @Override
    public String version() {
        return run("dpkg-query", "--show", "--showformat=${Version}", "slapd");
    }

    @Override
    public String run(String... command) {
        return new ContainerShell(container).run(command);
    }

    @Override
    public ServiceAccount gatewayAccount() {
        return gateway();
    }

    @Override
    public ServiceAccount administratorAccount() {
        return administrator();
    }

    @Override
    public void close() {
        container.stop();
    }
}
