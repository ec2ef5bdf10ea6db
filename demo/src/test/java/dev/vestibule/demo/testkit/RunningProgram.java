package dev.vestibule.demo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine that a suite starts and ends. */
public final class RunningProgram implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    /** An installation from a slow network takes long. */
    private static final Duration WHOLE = Duration.ofMinutes(10);

    private final String name;
    private final Process process;
    private final Path output;

    private RunningProgram(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it, and does not wait until it is ready.
     *
     * @param home its working and home folder, where its output goes to {@code NAME.out}
     * @param environment in addition to that of the test
     */
    public static RunningProgram start(
            String name, List<String> command, Path home, Map<String, String> environment)
            throws IOException {
        Path output = home.resolve(name + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().putAll(environment);
        return new RunningProgram(name, builder.start(), output);
    }

    /** Waits until it listens on this port of the loopback interface. */
    public void awaitListening(int port) {
        Await.until(name + " listens", START, () -> listens(port));
    }

    /** Waits until it ends; that it fails is an error with what it wrote. */
    public void awaitSuccess() throws InterruptedException {
        boolean ended = process.waitFor(WHOLE.toSeconds(), TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(name + (ended ? " failed" : " still runs") + ":\n" + said());
        }
    }

    /** What it has written so far. */
    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + said());
        }
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
