package dev.vestibule.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what an authenticated request costs that is passed on: CPU time of the gateway, of a bare
 * Vert.x proxy, and of nginx and Apache with mod_auth_openidc where they are installed. They take
 * turns, so that what else the machine does meets all of them alike.
 */
final class ProxyBench {
    private static final Duration TURN = Duration.ofSeconds(4);

    /** Turns before the first one that is measured: 20 seconds for each. */
    private static final int WARM_UP = 5;

    /** Which of them the others are compared with. */
    private static final int BARE = 1;

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Vertx vertx = Vertx.vertx();
    private final PrintStream out;
    private final Path folder;
    private final String issuer;
    private final int upstream;
    private final List<Contender> contenders = new ArrayList<>();

    private ProxyBench(PrintStream out, Path work) throws Exception {
        this.out = out;
        this.folder = Files.createTempDirectory(Files.createDirectories(work), "proxy");
        this.issuer = CheapProvider.start(vertx);
        HttpServer app =
                vertx.createHttpServer()
                        .requestHandler(ProxyBench::page)
                        .listen(0, "127.0.0.1")
                        .await();
        this.upstream = app.actualPort();
    }

    /** Takes the gateway's jar and a folder for its output. */
    public static void main(String[] arguments) throws Exception {
        ProxyBench bench = new ProxyBench(System.out, Path.of(arguments[1]));
        try {
            bench.start(Path.of(arguments[0]));
            bench.measure();
        } finally {
            bench.contenders.forEach(Contender::close);
            bench.vertx.close().await();
        }
    }

    /** Shows in a field the user that the proxy sent. */
    static void page(HttpServerRequest request) {
        String user = request.getHeader("X-Forwarded-User");
        String claim = request.getHeader("OIDC_CLAIM_sub");
        request.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-cache")
                .putHeader("x-seen", user != null ? user : claim != null ? claim : "none")
                .end(
                        "<!doctype html><title>a page</title>"
                                + "<p>of the application</p>".repeat(8));
    }

    private void start(Path jar) throws Exception {
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.gateway(folder, port, issuer, upstream);
        Contender gateway =
                Contender.java(
                        "gateway",
                        port,
                        folder.resolve("gateway.log"),
                        "-jar",
                        jar.toString(),
                        "run",
                        "--config",
                        config.toString());
        contenders.add(gateway);
        signIn(gateway);
        int bare = GatewayJvm.freePort();
        contenders.add(
                Contender.java(
                        "bare Vert.x proxy",
                        bare,
                        folder.resolve("bare.log"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BareProxy.class.getName(),
                        Integer.toString(bare),
                        Integer.toString(upstream)));
        if (Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
            nginx();
        }
        if (Files.exists(MODULES.resolve("mod_auth_openidc.so"))) {
            apache();
        }
    }

    private void nginx() throws Exception {
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.nginx(folder, port, upstream);
        List<String> command =
                List.of("/usr/sbin/nginx", "-c", config.toString(), "-p", folder.toString());
        contenders.add(Contender.start("nginx", port, folder.resolve("nginx.log"), command));
    }

    private void apache() throws Exception {
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.apache(folder, port, issuer, upstream, MODULES);
        List<String> command =
                List.of("/usr/sbin/apache2", "-D", "FOREGROUND", "-f", config.toString());
        Contender apache =
                Contender.start(
                        "Apache mod_auth_openidc", port, folder.resolve("apache.log"), command);
        contenders.add(apache);
        signIn(apache);
    }

    private void signIn(Contender contender) {
        HttpClient http = vertx.createHttpClient();
        LoginLine person = new LoginLine(http, "ada");
        URI page = URI.create("http://localhost:" + contender.port() + "/page");
        person.run(page).await();
        contender.signedIn(person.cookies());
        http.close();
    }

    private void measure() {
        Map<Contender, RequestLoad> loads = new LinkedHashMap<>();
        Map<Contender, List<Double>> micros = new LinkedHashMap<>();
        contenders.forEach(each -> loads.put(each, new RequestLoad(vertx, each)));
        for (int turn = 0; turn < WARM_UP; turn++) {
            loads.values().forEach(load -> load.run(TURN));
        }
        for (int round = 0; round < ROUNDS; round++) {
            loads.forEach((each, load) ->
                    micros.computeIfAbsent(each, _ -> new ArrayList<>()).add(turn(each, load)));
        }
        List<Double> bare = micros.getOrDefault(contenders.get(BARE), List.of());
        out.printf("%-24s %8s %8s  %s%n", "CPU of a request", "median", "ratio", "each round");
        micros.forEach((each, of) -> row(each.name(), of, bare));
    }

    private void row(String name, List<Double> micros, List<Double> bare) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(micros.get(round) / bare.get(round));
        }
        out.printf(
                "%-24s %5.1f µs %8.2f  %s%n",
                name,
                median(micros),
                median(ratios),
                micros.stream().map("%.1f"::formatted).toList());
    }

    private static double turn(Contender contender, RequestLoad load) {
        Duration before = contender.cpu();
        int done = load.run(TURN);
        return contender.cpu().minus(before).toNanos() / 1e3 / done;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
