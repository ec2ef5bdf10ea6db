package dev.vestibule.demo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code vestibule run} in a process of its own. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits for the first answer.
     *
     * @param port as the configuration in the folder says
     */
    public static GatewayProcess start(Path folder, int port) {
        GatewayProcess gateway = new GatewayProcess(launch(folder));
        try (PlainBrowser probe = new PlainBrowser()) {
            URI whoami = URI.create("http://localhost:" + port + "/.vestibule/whoami");
            Await.until("the gateway answers", START, () -> gateway.answers(probe, whoami));
            return gateway;
        } catch (AssertionError | RuntimeException notStarted) {
            gateway.kill();
            throw notStarted;
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }

    /** Asks it to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        waitFor();
    }

    private void waitFor() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers(PlainBrowser probe, URI whoami) {
        if (!process.isAlive()) {
            throw new AssertionError("the gateway ended; its log is beside its configuration");
        }
        try {
            return probe.fetchJson(whoami).status() == 401;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static Process launch(Path folder) {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlogback.configurationFile=logback-demo-test.xml",
                        "dev.vestibule.cli.Main",
                        "run",
                        "--config",
                        folder.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(
                                    folder.resolve("gateway.log").toFile()))
                    .start();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
