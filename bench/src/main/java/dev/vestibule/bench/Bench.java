package dev.vestibule.bench;

import dev.vestibule.ldap.OpenLdapServer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Prints what a complete login costs, with the embedded directory and with OpenLDAP. */
final class Bench {
    private static final int FIRST = 1_000;
    private static final int MORE = 4_000;

    private final Vertx vertx = Vertx.vertx();
    private final PrintStream out;
    private final Path jar;
    private final Path work;
    private final String issuer;
    private final String upstream;

    private Bench(PrintStream out, Path jar, Path work) throws Exception {
        this.out = out;
        this.jar = jar;
        this.work = work;
        this.issuer = CheapProvider.start(vertx);
        HttpServer app =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("a page"))
                        .listen(0, "127.0.0.1")
                        .await();
        this.upstream = "http://127.0.0.1:" + app.actualPort();
    }

    /** Takes the gateway's jar and a folder for its output. */
    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench(System.out, Path.of(arguments[0]), Path.of(arguments[1]));
        bench.measure("embedded directory", BenchConfig.EMBEDDED);
        try (OpenLdapServer server = OpenLdapServer.start()) {
            bench.measure("OpenLDAP", BenchConfig.openLdap(server));
        }
        bench.vertx.close().await();
    }

    private void measure(String title, String directory) throws Exception {
        int port = GatewayJvm.freePort();
        Path config = BenchConfig.write(work, port, directory, issuer, upstream);
        out.printf("%n%s%n", title);
        try (GatewayJvm gateway = GatewayJvm.start(jar, config, port)) {
            row("start to first answer", "%d ms", gateway.startup().toMillis());
            Load load = new Load(vertx, URI.create("http://localhost:" + port + "/page"));
            phase("first 1 000 users, cold", gateway, load, 0, FIRST);
            row("memory after 1 000 logins", "%d MiB", gateway.residentMebibytes());
            phase("4 000 more users, warm", gateway, load, FIRST, FIRST + MORE);
            phase("the same 4 000 again", gateway, load, FIRST, FIRST + MORE);
            row("memory at the end", "%d MiB", gateway.residentMebibytes());
        }
    }

    private void phase(String title, GatewayJvm gateway, Load load, int first, int last)
            throws InterruptedException {
        Duration before = gateway.cpu();
        Load.Result result = load.run(first, last);
        double cpu = gateway.cpu().minus(before).toNanos() / 1e6 / Math.max(1, result.done());
        row(title, "%.0f logins/s, %.2f ms CPU of the gateway each", result.perSecond(), cpu);
        result.failures().forEach((what, times) -> row("  failed", "%d times: %s", times, what));
    }

    private void row(String title, String format, Object... values) {
        out.printf("  %-28s %s%n", title, format.formatted(values));
    }
}
