package dev.vestibule.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gateway in a process of its own, started as the launcher starts it.
 *
 * @param startup from the start of the process to its first answer
 */
record GatewayJvm(Contender process, Duration startup) implements AutoCloseable {

    static GatewayJvm start(Path jar, Path config, int port)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Path log = config.resolve("gateway.log");
        Contender process =
                Contender.java(
                        "the gateway",
                        port,
                        log,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        jar.toString(),
                        "run",
                        "--config",
                        config.toString());
        while (!answers(port)) {
            if (!process.isAlive()) {
                throw new IOException("the gateway did not start, see " + log);
            }
            Thread.sleep(5);
        }
        return new GatewayJvm(process, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** CPU time that the process has used. */
    Duration cpu() {
        return process.cpu();
    }

    /** Memory that the process holds, in MiB; 0 where the system does not say. */
    long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(status);
        return lines.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** What is in use of the heap after a collection of everything, in megabytes. */
    double heapMegabytes() throws IOException {
        command("GC.run");
        return command("GC.heap_info")
                        .filter(line -> line.contains(" total "))
                        .mapToLong(
                                line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")))
                        .sum()
                / 1024.0;
    }

    private Stream<String> command(String name) throws IOException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                name)
                        .redirectErrorStream(true)
                        .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
    }

    @Override
    public void close() {
        process.close();
    }

    /** A free port. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "GET /.vestibule/whoami HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
                                    .formatted(port)
                                    .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException notYet) {
            return false;
        }
    }
}
