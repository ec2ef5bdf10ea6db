package dev.vestibule.ldap;

import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine with the slapd of Debian as its package installs it for the domain {@code example.org},
 * and nothing that is ours until a test brings it.
 */
public final class DebianSlapdServer implements AutoCloseable {
    private static final int PORT = 389;

    private final DirectoryContainer server;

    private DebianSlapdServer(DirectoryContainer server) {
        this.server = server;
    }

    /**
     * What a command left behind.
     *
     * @param said on both channels
     */
    public record Ended(int code, String said) {}

    /** Starts one; the first time on a machine its image is built. */
    public static DebianSlapdServer start() {
        return new DebianSlapdServer(DirectoryContainer.start("debian", List.of(PORT), List.of()));
    }

    /** {@code ldap://}, with a port that the system chose. */
    public String url() {
        return "ldap://%s:%d".formatted(server.host(), server.port());
    }

    /** The administrator of the database that the installation asked the password for. */
    public OpenLdapServer.ServiceAccount administrator() {
        return new OpenLdapServer.ServiceAccount(
                "cn=admin," + OpenLdapServer.BASE, "admin-password");
    }

    /** Copies a file or a folder to the machine. */
    public void copy(Path source, String target) {
        container().copyFileToContainer(MountableFile.forHostPath(source), target);
    }

    /** Writes a file, with the rights of its owner alone. */
    public void write(String text, String target) {
        container().copyFileToContainer(Transferable.of(text, 0600), target);
    }

    /** Runs a script as root, which ends at its first command that fails. */
    public Ended run(String script) {
        try {
            ExecResult result = container().execInContainer("bash", "-e", "-c", script);
            return new Ended(result.getExitCode(), result.getStdout() + result.getStderr());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(script, e);
        } catch (IOException e) {
            throw new IllegalStateException(script, e);
        }
    }

    private GenericContainer<?> container() {
        return server.container();
    }

    @Override
    public void close() {
        container().stop();
    }
}
