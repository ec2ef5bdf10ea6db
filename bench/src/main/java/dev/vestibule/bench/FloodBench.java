package dev.vestibule.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Prints how much of the heap sessions and logins in progress take, and how long users wait while a
 * client floods the gateway.
 */
final class FloodBench {
    private static final int SESSIONS = 50_000;
    private static final int LOGINS = 100_000;
    private static final int LONG_LINKS = 20_000;
    private static final int HANDOFFS = 60_000;
    private static final String BINDING = "b".repeat(43);

    /** Without provisioning, so that the directory's memory is not measured. */
    private static final String APPS =
            """
            connections:
              free:
                type: oidc
                issuer: %1$s
                client-id: bench
                client-secret: "${file:client}"
                provisioning: { enabled: false }
            flows:
              free: { steps: [{ id: first, authenticate: [free] }] }
            apps:
              free: { match: { path: /free }, upstream: "%2$s", flow: free, access: [{ allow: true }] }
              far: { match: { host: far.localhost }, upstream: "%2$s", flow: free, access: [{ allow: true }] }
            """;

    private final Vertx vertx = Vertx.vertx();
    private final PrintStream out;
    private final Path jar;
    private final Path work;
    private final String issuer;
    private final String upstream;

    private FloodBench(PrintStream out, Path jar, Path work) throws Exception {
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
        FloodBench bench = new FloodBench(System.out, Path.of(arguments[0]), Path.of(arguments[1]));
        bench.sessions();
        bench.flood("100 000 login starts", LOGINS, bench::login);
        bench.flood("20 000 links of 8 KB", LONG_LINKS, bench::longLink);
        bench.flood("60 000 hand-offs of one session", HANDOFFS, bench::handoff);
        bench.vertx.close().await();
    }

    private void sessions() throws Exception {
        int port = GatewayJvm.freePort();
        out.printf("%n50 000 sessions%n");
        try (GatewayJvm gateway = start(port)) {
            Load load = new Load(vertx, app(port));
            load.run(0, 200);
            row("heap in use before", "%.1f MB", gateway.heapMegabytes());
            int done = 0;
            int failed = 0;
            for (int first = 200; first < SESSIONS; first += 10_000) {
                Load.Result result = load.run(first, Math.min(first + 10_000, SESSIONS));
                done += result.done();
                failed += result.failures().values().stream().mapToInt(n -> n).sum();
            }
            row("logins", "%d served, %d refused", done, failed);
            row("heap in use", "%.1f MB", gateway.heapMegabytes());
            Flood.Result result = new Flood(vertx).run(LOGINS, login(port, ""));
            row("then 100 000 login starts", "%s", result.answers());
            row("heap in use", "%.1f MB", gateway.heapMegabytes());
        }
    }

    private interface Attack {
        IntFunction<RequestOptions> requests(int port, String cookie);
    }

    private void flood(String title, int requests, Attack attack) throws Exception {
        int port = GatewayJvm.freePort();
        out.printf("%n%s%n", title);
        try (GatewayJvm gateway = start(port)) {
            Load load = new Load(vertx, app(port));
            load.run(0, 200);
            HttpClient http = vertx.createHttpClient();
            LoginLine attacker = new LoginLine(http, "attacker");
            attacker.run(app(port)).await();
            double before = gateway.heapMegabytes();
            Honest honest = new Honest(vertx, app(port));
            honest.start();
            Flood.Result result =
                    new Flood(vertx).run(requests, attack.requests(port, attacker.cookies()));
            String waits = honest.stop();
            row("heap in use before, after", "%.1f, %.1f MB", before, gateway.heapMegabytes());
            row(
                    "answers of the flood",
                    "%s in %.1f s",
                    result.answers(),
                    result.took().toMillis() / 1e3);
            row("honest users meanwhile", "%s", waits);
        }
    }

    private IntFunction<RequestOptions> login(int port, String cookie) {
        String path = "/free/" + "p".repeat(40);
        return number -> get(port, "/.vestibule/login?app=free&return=" + path + number);
    }

    private IntFunction<RequestOptions> longLink(int port, String cookie) {
        return number -> get(port, "/free/page?q=" + LongText.of(number, 8000));
    }

    private IntFunction<RequestOptions> handoff(int port, String cookie) {
        String login =
                "/.vestibule/login?app=far&binding=" + BINDING + "&return=/" + "r".repeat(300);
        return number -> get(port, login + number % 1000).putHeader("cookie", cookie);
    }

    private static RequestOptions get(int port, String target) {
        return new RequestOptions()
                .setHost("localhost")
                .setPort(port)
                .setURI(target)
                .setTimeout(20_000)
                .putHeader("accept", "text/html");
    }

    private GatewayJvm start(int port) throws Exception {
        Path config = BenchConfig.write(work, port, BenchConfig.EMBEDDED, issuer, upstream);
        Files.writeString(config.resolve("flood.yaml"), APPS.formatted(issuer, upstream));
        return GatewayJvm.start(jar, config, port);
    }

    private static URI app(int port) {
        return URI.create("http://localhost:" + port + "/free/page");
    }

    private void row(String title, String format, Object... values) {
        out.printf("  %-28s %s%n", title, format.formatted(values));
    }
}
