package dev.vestibule.demo.front;

import dev.vestibule.demo.testkit.DocsPage;
import dev.vestibule.demo.testkit.RealComponents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reverse proxy that asks the gateway about each request, with the block of docs/forward-auth.md
 * that is written for it. TLS is taken out, and names and ports are those of the test: the
 * gateway's pages are on {@code localhost}, and the app is on {@code 127.0.0.1}.
 */
enum AskingProxy {
    NGINX("nginx") {
        @Override
        List<String> configured(Ports ports, Path folder) throws IOException {
            String temporary =
                    Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                            .map(name -> name + "_temp_path " + folder + "/" + name + ";\n")
                            .reduce("", String::concat);
            String rest =
                    """
                    daemon off; pid %1$s/pid; error_log %1$s/error.log; worker_processes 1;
                    events { worker_connections 64; }
                    http { access_log off; %2$s
                    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                    server { listen 127.0.0.1:%3$d; server_name localhost;
                      location / { proxy_pass http://127.0.0.1:%4$d; proxy_set_header Host $http_host; } }
                    server { listen 127.0.0.1:%3$d; server_name 127.0.0.1; %5$s }
                    }
                    """;
            Path file =
                    Files.writeString(
                            folder.resolve("nginx.conf"),
                            rest.formatted(
                                    folder,
                                    temporary,
                                    ports.front(),
                                    ports.gateway(),
                                    block("nginx", ports)));
            return List.of("nginx", "-c", file + "", "-e", file + ".log");
        }
    },
    CADDY("caddy") {
        @Override
        List<String> configured(Ports ports, Path folder) throws IOException {
            String login =
                    """
                    { admin off
                      auto_https off }
                    http://localhost:%1$d {
                      bind 127.0.0.1
                      reverse_proxy 127.0.0.1:%2$d
                    }
                    """
                            .formatted(ports.front(), ports.gateway());
            String app =
                    block("caddy", ports)
                            .replace(
                                    "wiki.example.org {",
                                    "http://127.0.0.1:%d {\n    bind 127.0.0.1"
                                            .formatted(ports.front()));
            Path file =
                    Files.writeString(
                            folder.resolve("Caddyfile"),
                            login.replace("{ admin off", "{\n  admin off")
                                            .replace("off }", "off\n}")
                                    + app);
            return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file + "");
        }
    },
    HAPROXY("haproxy") {
        @Override
        List<String> configured(Ports ports, Path folder) throws IOException {
            Path script = folder.resolve("vestibule.lua");
            Files.writeString(script, block("lua", ports));
            Path file =
                    Files.writeString(
                            folder.resolve("haproxy.cfg"),
                            block("haproxy", ports)
                                    .replace("/etc/haproxy/vestibule.lua", script + "")
                                    .replace("login.example.org", "localhost")
                                    .replaceAll(
                                            "bind :443 ssl crt \\S+",
                                            "bind 127.0.0.1:" + ports.front()));
            return List.of("haproxy", "-db", "-f", file + "");
        }
    },
    APACHE("apache2") {
        @Override
        List<String> configured(Ports ports, Path folder) throws IOException {
            RealComponents.require(
                    Files.isDirectory(Path.of("/usr/share/lua/5.3/socket")),
                    "lua-socket is not installed; install its package.");
            Path script = folder.resolve("vestibule-auth.lua");
            Files.writeString(script, block("lua-apache", ports));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            String modules =
                    Stream.of(
                                    "mpm_event",
                                    "authn_core",
                                    "authz_core",
                                    "proxy",
                                    "proxy_http",
                                    "headers",
                                    "lua")
                            .map(
                                    "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n"
                                            ::formatted)
                            .reduce("", String::concat);
            String rest =
                    """
                    ServerName localhost
                    ServerRoot %1$s
                    PidFile %1$s/apache.pid
                    ErrorLog %1$s/apache-error.log
                    Listen 127.0.0.1:%2$d
                    User www-data
                    Group www-data
                    %3$s
                    <VirtualHost *:%2$d>
                    ServerName localhost
                    ProxyPreserveHost On
                    ProxyPass / http://127.0.0.1:%4$d/
                    </VirtualHost>
                    <VirtualHost *:%2$d>
                    ServerName 127.0.0.1
                    %5$s
                    </VirtualHost>
                    """;
            String app =
                    block("apache", ports).replace("/etc/apache2/vestibule-auth.lua", script + "");
            Path file =
                    Files.writeString(
                            folder.resolve("apache.conf"),
                            rest.formatted(folder, ports.front(), modules, ports.gateway(), app));
            return List.of("apache2", "-D", "FOREGROUND", "-f", file + "");
        }
    };

    private final String program;

    AskingProxy(String program) {
        this.program = program;
    }

    /** Where everything listens. */
    record Ports(int front, int gateway, int app) {}

    /** Writes the configuration; gives the command that starts with it. */
    abstract List<String> configured(Ports ports, Path folder) throws IOException;

    FrontProxy start(Ports ports, Path folder) throws IOException {
        RealComponents.requireProgram(program);
        return FrontProxy.run(
                program, configured(ports, folder.toAbsolutePath()), folder, ports.front());
    }

    private static String block(String language, Ports ports) throws IOException {
        return DocsPage.of("forward-auth.md")
                .block(language)
                .replace("127.0.0.1:8080", "127.0.0.1:" + ports.gateway())
                .replace("127.0.0.1:3000", "127.0.0.1:" + ports.app());
    }
}
