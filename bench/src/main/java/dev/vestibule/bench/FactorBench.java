package dev.vestibule.bench;

import dev.vestibule.ldap.OpenLdapServer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Prints what a sign-in with a password and a code of an authenticator app costs. */
final class FactorBench {
    private static final int FEW = 100;
    private static final int MANY = 500;

    /** A password costs its directory much CPU time: more at once would wait for each other. */
    private static final int AT_ONCE = 4;

    private static final String PASSWORD = "correct horse battery";
    private static final int TICKS_PER_SECOND = 100;

    private final Vertx vertx = Vertx.vertx();
    private final PrintStream out;
    private final Path jar;
    private final Path work;
    private final String upstream;

    private FactorBench(PrintStream out, Path jar, Path work) {
        this.out = out;
        this.jar = jar;
        this.work = work;
        HttpServer app =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("a page"))
                        .listen(0, "127.0.0.1")
                        .await();
        this.upstream = "http://127.0.0.1:" + app.actualPort();
    }

    /** Takes the gateway's jar and a folder for its output. */
    public static void main(String[] arguments) throws Exception {
        FactorBench bench =
                new FactorBench(System.out, Path.of(arguments[0]), Path.of(arguments[1]));
        bench.embedded();
        bench.openLdap();
        bench.vertx.close().await();
    }

    /** The directory is in the gateway's process, and so is its part of the CPU time. */
    private void embedded() throws Exception {
        out.printf("%nembedded directory, whose CPU is in the gateway's%n");
        int port = GatewayJvm.freePort();
        int ldap = GatewayJvm.freePort();
        Path config = BenchConfig.factors(work, port, BenchConfig.embedded(ldap), upstream);
        try (GatewayJvm gateway = GatewayJvm.start(jar, config, port)) {
            measure(
                    new BareBinds("127.0.0.1", ldap, OpenLdapServer.gateway(), false),
                    new Measured(gateway, gateway::cpu, FEW),
                    port);
        }
    }

    private void openLdap() throws Exception {
        out.printf("%nOpenLDAP%n");
        int port = GatewayJvm.freePort();
        try (OpenLdapServer server = OpenLdapServer.start()) {
            Path config = BenchConfig.factors(work, port, BenchConfig.openLdap(server), upstream);
            try (GatewayJvm gateway = GatewayJvm.start(jar, config, port)) {
                measure(
                        new BareBinds(
                                server.host(), server.port(), OpenLdapServer.administrator(), true),
                        new Measured(gateway, () -> slapd(server), MANY),
                        port);
            }
        }
    }

    /** CPU time of the container's first process, in user and system mode (proc(5)). */
    private static Duration slapd(OpenLdapServer server) {
        String[] fields = server.run("cat", "/proc/1/stat").strip().split(" ", -1);
        long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    /**
     * Two processes, or one that is both.
     *
     * @param users few, where each needs long
     */
    private record Measured(GatewayJvm gateway, Supplier<Duration> directory, int users) {}

    private void measure(BareBinds directory, Measured cpu, int port) throws Exception {
        List<FactorUser> users =
                IntStream.range(0, cpu.users())
                        .mapToObj(number -> new FactorUser("user-" + number, PASSWORD))
                        .toList();
        directory.add(users, PASSWORD);
        URI app = URI.create("http://localhost:" + port + "/page");
        Load load = new Load(vertx, AT_ONCE, (http, user) -> users.get(user).signIn(http, app));
        phase("the app is set up, cold", cpu, load);
        phase("password and code", cpu, load);
        phase("the same, with the next code", cpu, load);
        binds(directory, cpu, users);
    }

    private void phase(String title, Measured cpu, Load load) throws InterruptedException {
        Duration gateway = cpu.gateway().cpu();
        Duration directory = cpu.directory().get();
        Load.Result result = load.run(0, cpu.users());
        row(
                title,
                "%.0f logins/s, %.2f ms CPU of the gateway each, %.2f ms of the directory",
                result.perSecond(),
                each(cpu.gateway().cpu().minus(gateway), result.done()),
                each(cpu.directory().get().minus(directory), result.done()));
        result.failures().forEach((what, times) -> row("  failed", "%d times: %s", times, what));
    }

    private void binds(BareBinds directory, Measured cpu, List<FactorUser> users) throws Exception {
        Duration before = cpu.directory().get();
        long begun = System.nanoTime();
        directory.bind(users, PASSWORD);
        double millis = (System.nanoTime() - begun) / 1e6 / users.size();
        row(
                "a bare bind",
                "%.2f ms, %.2f ms CPU of the directory",
                millis,
                each(cpu.directory().get().minus(before), users.size()));
    }

    private static double each(Duration all, int times) {
        return all.toNanos() / 1e6 / Math.max(1, times);
    }

    private void row(String title, String format, Object... values) {
        out.printf("  %-28s %s%n", title, format.formatted(values));
    }
}
