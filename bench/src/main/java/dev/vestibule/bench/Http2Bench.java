package dev.vestibule.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints how many requests of HTTP/2 over TLS pass in a second, and what one costs: through the
 * gateway, which decides about each, through a bare Vert.x proxy and through nginx, which decide
 * nothing. The client is h2load, the application is the same, and they take turns.
 */
final class Http2Bench {
    private static final int SECONDS = 4;
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 5);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final Pattern SUCCEEDED =
            Pattern.compile("status codes: (\\d+) 2xx, 0 3xx, 0 4xx");

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final List<Contender> contenders = new ArrayList<>();

    private Http2Bench(Path work) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(work), "http2");
    }

    /** Takes the gateway's jar and a folder for its output. */
    public static void main(String[] arguments) throws Exception {
        Http2Bench bench = new Http2Bench(Path.of(arguments[1]));
        try {
            bench.start(Path.of(arguments[0]));
            bench.measure();
        } finally {
            bench.contenders.forEach(Contender::close);
            bench.vertx.close().await();
        }
    }

    private void start(Path jar) throws Exception {
        int upstream =
                vertx.createHttpServer()
                        .requestHandler(ProxyBench::page)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
        output(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                        + " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                        + " -keyout tls.key -out tls.pem");
        gateway(jar, upstream);
        int port = GatewayJvm.freePort();
        contenders.add(
                Contender.java(
                        "bare Vert.x proxy",
                        port,
                        folder.resolve("bare.log"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BareProxy.class.getName(),
                        Integer.toString(port),
                        Integer.toString(upstream),
                        folder.resolve("tls.pem").toString(),
                        folder.resolve("tls.key").toString()));
        nginx(upstream);
    }

    private void gateway(Path jar, int upstream) throws Exception {
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.gateway(folder, port, CheapProvider.start(vertx), upstream);
        change(
                config.resolve("bench.yaml"),
                "url: http:(.*)",
                "url: https:$1\n  tls: [{ certificate: %1$s/tls.pem, key: %1$s/tls.key }]");
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
        HttpClient http =
                vertx.createHttpClient(
                        new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
        LoginLine user = new LoginLine(http, "ada");
        user.run(URI.create("https://localhost:" + port + "/page")).await();
        gateway.signedIn(user.cookies());
        http.close();
    }

    private void nginx(int upstream) throws Exception {
        int port = GatewayJvm.freePort();
        Path config = ProxyConfigs.nginx(folder, port, upstream);
        change(
                config,
                "(listen 127.0.0.1:.*);",
                "$1 ssl http2; ssl_certificate %1$s/tls.pem; ssl_certificate_key %1$s/tls.key;");
        contenders.add(
                Contender.start(
                        "nginx",
                        port,
                        folder.resolve("nginx.log"),
                        List.of(
                                "/usr/sbin/nginx",
                                "-c",
                                config.toString(),
                                "-p",
                                folder.toString())));
    }

    private void change(Path file, String what, String next) throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst(what, next.formatted(folder)));
    }

    private void measure() throws Exception {
        for (int turn = 0; turn < WARM_UP; turn++) {
            for (Contender each : contenders) {
                load(each);
            }
        }
        Map<Contender, List<Double>> rates = new LinkedHashMap<>();
        Map<Contender, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender each : contenders) {
                Duration before = each.cpu();
                int done = load(each);
                double cpu = each.cpu().minus(before).toNanos() / 1e3 / done;
                rates.computeIfAbsent(each, _ -> new ArrayList<>()).add(done / (double) SECONDS);
                micros.computeIfAbsent(each, _ -> new ArrayList<>()).add(cpu);
            }
        }
        rates.forEach((each, of) ->
                System.out.printf(
                        "%-20s %8.0f/s  CPU %5.1f µs  %s%n",
                        each.name(),
                        median(of),
                        median(micros.getOrDefault(each, List.of())),
                        of.stream().map("%.0f"::formatted).toList()));
    }

    /** 32 connections with up to four requests at once. */
    private int load(Contender contender) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of("h2load", "-c", "32", "-m", "4", "-D", Integer.toString(SECONDS)));
        command.add("https://localhost:" + contender.port() + "/page?id=7");
        for (String field :
                List.of(
                        "user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                        "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                        "accept-language: en-US,en;q=0.5",
                        "cookie: " + contender.cookie())) {
            if (!field.endsWith(": ")) {
                command.addAll(List.of("-H", field));
            }
        }
        String said = output(command);
        Matcher succeeded = SUCCEEDED.matcher(said);
        if (!succeeded.find()) {
            throw new IOException(contender.name() + ": " + said);
        }
        return Integer.parseInt(succeeded.group(1));
    }

    private String output(String command) throws Exception {
        return output(List.of(command.split(" ")));
    }

    private String output(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
