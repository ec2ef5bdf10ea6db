package dev.vestibule.bench;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Parameters;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Prints what one decision of the evaluators costs when ten conditions are evaluated for it, the
 * last of which decides. Rounds of a fixed time follow a warm-up, in a process of its own.
 */
final class DecisionBench {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 11;
    private static final int BATCH = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-28T09:30:00Z");

    /** Conditions of the kinds that the documentation shows. All are false but the last. */
    private static final List<String> CONDITIONS =
            List.of(
                    "connection == 'partners'",
                    "has_group('admins')",
                    "!ip_in(request.ip, ['10.0.0.0/8', '192.168.0.0/16'])",
                    "request.path.startsWith('/admin/') && request.method == 'GET'",
                    "claims.email.matches('^[a-z]+@contractors[.]example[.]org$')",
                    "account.groups.exists(group, group.startsWith('external-'))",
                    "time_between('22:00', '05:00', 'Europe/Berlin')",
                    "!fresh(steps.first, '12h')",
                    "domain_of(claims.email) == 'example.com' || user_agent.mobile",
                    "'staff' in account.groups && claims.email_verified");

    private DecisionBench() {}

    /** Takes arguments as the other benchmarks do, and needs none. */
    public static void main(String[] arguments) {
        FlowConfig config = config();
        EvaluationContext facts = facts();
        FlowEvaluator flows = new FlowEvaluator();
        AccessEvaluator access = new AccessEvaluator();
        var flow = Objects.requireNonNull(config.flows().get("staff"));
        var app = Objects.requireNonNull(config.apps().get("wiki"));
        measure(
                System.out,
                "a flow with ten conditions",
                () -> flows.decide(flow, facts),
                result -> result instanceof Decision.Run(var step) && step.id().equals("step9"));
        measure(
                System.out,
                "an app with ten access rules",
                () -> access.decide(app, facts.afterLogin(), true),
                result -> result instanceof AccessDecision.Allowed);
    }

    private static <T> void measure(
            PrintStream out, String title, Supplier<T> decision, Predicate<T> expected) {
        for (int round = 0; round < WARM_UP; round++) {
            round(decision, expected);
        }
        double[] micros = new double[ROUNDS];
        Arrays.setAll(micros, _ -> round(decision, expected));
        Arrays.sort(micros);
        out.printf(
                "%s: %.2f µs (median of %d rounds; %.2f to %.2f)%n",
                title, micros[ROUNDS / 2], ROUNDS, micros[0], micros[ROUNDS - 1]);
    }

    /** Microseconds for each; what is decided is looked at, so that nothing is left out. */
    private static <T> double round(Supplier<T> decision, Predicate<T> expected) {
        long begun = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - begun < ROUND.toNanos()) {
            for (int each = 0; each < BATCH; each++) {
                if (!expected.test(decision.get())) {
                    throw new IllegalStateException("decided " + decision.get());
                }
            }
            done += BATCH;
        }
        return (System.nanoTime() - begun) / 1e3 / done;
    }

    private static FlowConfig config() {
        StringBuilder yaml = new StringBuilder(BenchConfig.EMBEDDED);
        yaml.append(
                """
                gateway: { url: "http://localhost:8080", data: ./data }
                connections: { corp: { type: oidc, issuer: "https://sso.example.org", \
                client-id: bench, client-secret: "${env:SECRET}" }, \
                partners: { type: oidc, issuer: "https://partners.example.org", \
                client-id: bench, client-secret: "${env:SECRET}" } }
                flows:
                  staff:
                    steps:
                      - { id: first, authenticate: [corp, partners] }
                """);
        for (int number = 0; number < CONDITIONS.size(); number++) {
            yaml.append(
                    "      - { id: step%d, notice: Please read this, when: \"%s\" }%n"
                            .formatted(number, CONDITIONS.get(number)));
        }
        yaml.append(
                """
                apps:
                  wiki:
                    match: { host: wiki.example.org }
                    upstream: http://127.0.0.1:3000
                    flow: staff
                    access:
                """);
        CONDITIONS.forEach(each -> yaml.append("      - allow: \"%s\"%n".formatted(each)));
        return load(yaml.toString());
    }

    private static FlowConfig load(String yaml) {
        var loaded =
                new FlowConfigLoader().load(Map.of("bench.yaml", yaml), Path.of(""), _ -> "secret");
        FlowConfig config = loaded.config();
        if (config == null) {
            throw new IllegalStateException(loaded.problems().toString());
        }
        return config;
    }

    private static EvaluationContext facts() {
        return new EvaluationContext(
                new RequestFacts(
                        "10.1.2.3",
                        "wiki.example.org",
                        "GET",
                        "/pages/42",
                        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                        new Parameters("lang=en")),
                Map.of("sub", "1", "email", "ada@example.org", "email_verified", true),
                "corp",
                new AccountFacts("ada", List.of("staff", "wiki", "payroll"), Map.of()),
                Map.of("first", new StepFacts("corp", true, List.of("pwd"), NOW)),
                "wiki",
                NOW,
                null,
                AcrFacts.NONE);
    }
}
