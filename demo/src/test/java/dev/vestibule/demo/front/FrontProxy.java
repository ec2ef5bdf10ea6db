package dev.vestibule.demo.front;

import dev.vestibule.demo.testkit.Await;
import dev.vestibule.demo.testkit.RealComponents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A reverse proxy with the block of docs/operations.md that is written for it. */
final class FrontProxy implements AutoCloseable {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;

    private FrontProxy(Process process) {
        this.process = process;
    }

    /** The kinds that the page has a block for; TLS is taken out, everything else stays. */
    enum Kind {
        NGINX("nginx") {
            @Override
            String configuration(String block, Path folder, int port) {
                String temporary =
                        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                                .map(name -> name + "_temp_path " + folder + "/" + name + ";\n")
                                .reduce("", String::concat);
                return """
                daemon off; pid %s/pid; error_log %s/error.log; worker_processes 1;
                events { worker_connections 64; }
                http { access_log off; %s
                map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                server { listen 127.0.0.1:%d; %s }
                }
                """
                        .formatted(folder, folder, temporary, port, block);
            }

            @Override
            List<String> command(Path file) {
                return List.of("nginx", "-c", file.toString(), "-e", file + ".log");
            }
        },
        HAPROXY("haproxy") {
            @Override
            String configuration(String block, Path folder, int port) {
                return block.replaceAll("bind :443 ssl crt \\S+", "bind 127.0.0.1:" + port);
            }

            @Override
            List<String> command(Path file) {
                return List.of("haproxy", "-db", "-f", file.toString());
            }
        },
        CADDY("caddy") {
            @Override
            String configuration(String block, Path folder, int port) {
                String plain =
                        block.replace(
                                "login.example.org, wiki.example.org {",
                                "http://:%d {\n    bind 127.0.0.1".formatted(port));
                return "{\n    admin off\n    auto_https off\n}\n" + plain;
            }

            @Override
            List<String> command(Path file) {
                return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file + "");
            }
        };

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        abstract String configuration(String block, Path folder, int port);

        abstract List<String> command(Path file);

        private String block(int gateway) throws IOException {
            return FrontProxy.block(PAGE, program)
                    .replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
        }
    }

    /** The block of a page that is written in this language. */
    static String block(Path page, String language) throws IOException {
        Pattern fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
        Matcher found = fence.matcher(Files.readString(page));
        if (!found.find()) {
            throw new AssertionError("no block for " + language + " in " + page);
        }
        return found.group(1);
    }

    /** Starts it on the port, in front of the gateway on the other port. */
    static FrontProxy start(Kind kind, Path folder, int port, int gateway) throws IOException {
        RealComponents.requireProgram(kind.program);
        Path file = folder.resolve(kind.program + ".conf");
        Files.writeString(
                file, kind.configuration(kind.block(gateway), folder.toAbsolutePath(), port));
        return run(kind.program, kind.command(file.toAbsolutePath()), folder, port);
    }

    /** Starts the program, and waits until it listens. */
    static FrontProxy run(String program, List<String> command, Path folder, int port)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(program + ".out").toFile());
        // Caddy keeps what it was last told in the home folder.
        builder.environment().putAll(Map.of("HOME", folder.toString()));
        builder.environment().remove("XDG_CONFIG_HOME");
        FrontProxy proxy = new FrontProxy(builder.start());
        Await.until(program + " listens", START, () -> proxy.listens(port));
        return proxy;
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new AssertionError("the proxy ended with " + process.exitValue());
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
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
