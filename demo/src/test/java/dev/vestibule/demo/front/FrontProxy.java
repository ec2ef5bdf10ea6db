package dev.vestibule.demo.front;

import dev.vestibule.demo.testkit.DocsPage;
import dev.vestibule.demo.testkit.RealComponents;
import dev.vestibule.demo.testkit.RunningProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A reverse proxy with the block of docs/operations.md that is written for it. */
final class FrontProxy implements AutoCloseable {
    private final RunningProgram program;

    private FrontProxy(RunningProgram program) {
        this.program = program;
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
            return DocsPage.of("operations.md")
                    .block(program)
                    .replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
        }
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
        // Caddy keeps what it was last told in the home folder.
        FrontProxy proxy =
                new FrontProxy(
                        RunningProgram.start(program, command, folder.toAbsolutePath(), Map.of()));
        proxy.program.awaitListening(port);
        return proxy;
    }

    @Override
    public void close() {
        program.close();
    }
}
