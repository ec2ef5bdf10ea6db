package dev.vestibule.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A proxy that is measured: the process and its children, and the port on loopback. */
final class Contender implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final int port;
    private String cookie = "";

    private Contender(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /** Starts a JVM with the flags of the product's launcher. */
    static Contender java(String name, int port, Path log, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-Xss512k",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.awt.headless=true"));
        command.addAll(List.of(arguments));
        return start(name, port, log, command);
    }

    /** Starts a process and waits until it listens. */
    static Contender start(String name, int port, Path log, List<String> command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        long begun = System.nanoTime();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() - begun > LONGEST_START.toNanos()) {
                process.destroyForcibly();
                throw new IOException(name + " did not start, see " + log);
            }
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        return new Contender(name, process, port);
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** The cookies that its requests carry. */
    String cookie() {
        return cookie;
    }

    void signedIn(String cookies) {
        cookie = cookies;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time, in user and system mode, that the process and its children have used. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
