package dev.vestibule.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how many questions of a proxy the gateway answers in a second, for a user who is signed
 * in, beside a bare Vert.x server that answers with a word. They take turns, so that what else the
 * machine does meets both alike.
 */
final class ForwardAuthBench {
    /** Short, so that a slow second of the machine meets both in a round. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final int WARM_UP = Integer.getInteger("bench.warmup", 20);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 31);

    private ForwardAuthBench() {}

    /** Takes the gateway's jar and a folder for its output. */
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of(arguments[1])), "forward-auth");
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.gateway(folder, port, CheapProvider.start(vertx), port);
        Path yaml = config.resolve("bench.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replaceFirst("(?m)^    upstream: .*$", "    forward-auth: true")
                        .replaceFirst(
                                "(?m)^  management:",
                                "  trusted-proxies: [127.0.0.1]\n  management:"));
        int hello = GatewayJvm.freePort();
        try (Contender gateway =
                        Contender.java(
                                "gateway",
                                port,
                                folder.resolve("gateway.log"),
                                "-jar",
                                arguments[0],
                                "run",
                                "--config",
                                config.toString());
                Contender bare =
                        Contender.java(
                                "bare Vert.x hello",
                                hello,
                                folder.resolve("hello.log"),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                BareHello.class.getName(),
                                Integer.toString(hello))) {
            String question = question(port, cookie(vertx, port));
            Map<Contender, RequestLoad> loads = new LinkedHashMap<>();
            loads.put(gateway, new RequestLoad(vertx, port, question));
            loads.put(bare, new RequestLoad(vertx, hello, question));
            measure(loads);
        } finally {
            vertx.close().await();
        }
    }

    private static void measure(Map<Contender, RequestLoad> loads) {
        for (int turn = 0; turn < WARM_UP; turn++) {
            loads.values().forEach(load -> load.run(TURN));
        }
        Map<Contender, List<Double>> rates = new LinkedHashMap<>();
        Map<Contender, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            loads.forEach((each, load) -> {
                Duration before = each.cpu();
                int done = load.run(TURN);
                rates.computeIfAbsent(each, _ -> new ArrayList<>())
                        .add(done / (double) TURN.toSeconds());
                micros.computeIfAbsent(each, _ -> new ArrayList<>())
                        .add(each.cpu().minus(before).toNanos() / 1e3 / done);
            });
        }
        rates.forEach((each, of) ->
                System.out.printf(
                        "%-20s %8.0f/s  CPU %5.1f µs  %s%n",
                        each.name(),
                        median(of),
                        median(micros.getOrDefault(each, List.of())),
                        of.stream().map("%.0f"::formatted).toList()));
        List<List<Double>> both = List.copyOf(rates.values());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(both.getFirst().get(round) / both.getLast().get(round));
        }
        System.out.printf(
                "%-20s %8.3f (median of the rounds)%n", "gateway of bare", median(ratios));
    }

    private static String cookie(Vertx vertx, int port) {
        HttpClient http = vertx.createHttpClient();
        FormBrowser browser = new FormBrowser(http, "ada");
        browser.open(
                        URI.create(
                                "http://localhost:"
                                        + port
                                        + "/.vestibule/login?app=bench&return=/page"))
                .await();
        http.close();
        return browser.cookies();
    }

    private static String question(int port, String cookie) {
        return """
        GET /.vestibule/verify HTTP/1.1\r
        Host: localhost:%1$d\r
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
        Accept-Language: en-US,en;q=0.5\r
        X-Forwarded-For: 192.0.2.7\r
        X-Forwarded-Method: GET\r
        X-Forwarded-Proto: http\r
        X-Forwarded-Host: localhost:%1$d\r
        X-Forwarded-Uri: /page?id=7\r
        Cookie: %2$s\r
        \r
        """
                .formatted(port, cookie);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
