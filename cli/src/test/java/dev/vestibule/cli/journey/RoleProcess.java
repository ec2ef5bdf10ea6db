package dev.vestibule.cli.journey;

import dev.vestibule.cli.GatewayMain;
import dev.vestibule.cli.Main;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One part of the product in a process of its own, on the event bus that it shares. */
final class RoleProcess implements AutoCloseable {
    private static final String STARTED = "event=started";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<String> started = new CompletableFuture<>();

    private RoleProcess(Process process) {
        this.process = process;
        // A read of a pipe holds the carrier of a virtual thread: two processes would hold them
        // all.
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Begins in the child process: prints which classes of the other role it has, and serves. */
    public static final class WithoutLdap {
        private WithoutLdap() {}

        public static void main(String[] arguments) {
            System.out.println(
                    "ldap="
                            + present("com.unboundid.ldap.sdk.LDAPConnection")
                            + " provisioning="
                            + present("dev.vestibule.provisioning.ProvisioningVerticle"));
            GatewayMain.main(arguments);
        }

        private static boolean present(String name) {
            try {
                Class.forName(name);
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }
    }

    /** The role gateway, without the LDAP SDK and the provisioning service on its class path. */
    static RoleProcess gateway(Map<String, String> variables, List<String> arguments) {
        String path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry ->
                                !entry.contains("unboundid")
                                        && !entry.contains("provisioning-service")
                                        && !entry.contains("ldap-schema")
                                        && !Path.of(entry)
                                                .toString()
                                                .contains(
                                                        File.separator
                                                                + "provisioning"
                                                                + File.separator
                                                                + "service"
                                                                + File.separator))
                        .collect(Collectors.joining(File.pathSeparator));
        return start(path, WithoutLdap.class, variables, arguments);
    }

    static RoleProcess provisioning(Map<String, String> variables, List<String> arguments) {
        return start(System.getProperty("java.class.path"), Main.class, variables, arguments);
    }

    private static RoleProcess start(
            String path, Class<?> main, Map<String, String> variables, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                // What nohup has started ignores SIGHUP, and so do its children.
                                "env",
                                "--default-signal=HUP",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-Xss512k",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                path,
                                main.getName(),
                                "run"));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(variables);
            return new RoleProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                if (line.contains(STARTED)) {
                    started.complete(line);
                }
            }
        } catch (IOException ended) {
            synchronized (lines) {
                lines.add("ended: " + ended.getMessage());
            }
        }
        started.completeExceptionally(new AssertionError("ended early: " + output()));
    }

    /** The line that says that it serves; waits for it. */
    String started() throws Exception {
        try {
            return started.get(120, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("does not start: " + output(), late);
        }
    }

    /** The port of this name in the line. */
    int port(String name) throws Exception {
        String address = started().split(name + "=")[1].split(" ")[0];
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** As {@code kill -HUP} does. */
    void hangUp() throws IOException {
        new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
