package dev.vestibule.ldap;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The container of a directory whose image is built from a folder of this module.
 *
 * @param container running
 * @param ldapPort the port inside
 */
record DirectoryContainer(GenericContainer<?> container, int ldapPort) {

    /**
     * Builds the image where its layers are not there yet, and starts it.
     *
     * @param name of the image; the folder is {@code ldap-schema/NAME}
     * @param ports the first is the one that is used
     * @param entryPoint another than the image's; none leaves that
     */
    static DirectoryContainer start(
            String name, List<Integer> ports, List<String> files, String... entryPoint) {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    "No Docker engine answers, so "
                            + name
                            + " cannot run: start one, or use .ci/run.");
        }
        GenericContainer<?> container =
                new GenericContainer<>(image(name, files))
                        .withExposedPorts(ports.toArray(Integer[]::new))
                        // The servers leave children behind that only an init process takes in.
                        .withCreateContainerCmdModifier(command -> {
                            Objects.requireNonNull(command.getHostConfig()).withInit(true);
                            if (entryPoint.length > 0) {
                                command.withEntrypoint(entryPoint);
                            }
                        })
                        .waitingFor(Wait.forListeningPort())
                        .withStartupTimeout(Duration.ofSeconds(60));
        container.start();
        return new DirectoryContainer(container, ports.getFirst());
    }

    private static ImageFromDockerfile image(String name, List<String> files) {
        ImageFromDockerfile image =
                new ImageFromDockerfile("vestibule-" + name + ":test", false)
                        .withDockerfilePath(name + "/Dockerfile");
        String schema = "dev/vestibule/ldap/vestibule.ldif";
        image.withFileFromClasspath("src/main/resources/" + schema, schema);
        image.withFileFromClasspath(name + "/Dockerfile", name + "/Dockerfile");
        files.forEach(file -> image.withFileFromClasspath(name + "/" + file, name + "/" + file));
        return image;
    }

    /** Loopback where the engine runs beside the tests; else what Testcontainers names. */
    String host() {
        String loopback = "127.0.0.1";
        try (Socket _ = new Socket(loopback, port())) {
            return loopback;
        } catch (IOException _) {
            return container.getHost();
        }
    }

    int port() {
        return container.getMappedPort(ldapPort);
    }

    void pause() {
        container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }

    void resume() {
        container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }
}
