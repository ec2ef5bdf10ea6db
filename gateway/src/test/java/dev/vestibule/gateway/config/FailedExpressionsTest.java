package dev.vestibule.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.flow.step.Flow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A condition that fails takes the stricter branch, and operators learn of it. */
final class FailedExpressionsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String YAML =
            """
            gateway: { url: "https://login.example.org" }
            connections: { corp: { type: oidc, issuer: "https://sso.example.org", client-id: v, client-secret: "${env:S}" } }
            flows:
              staff:
                steps:
                  - { id: first, authenticate: corp }
                  - { deny: Not you., when: claims.level < 5 }
            apps: { wiki: { upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    @Test
    void aFailureIsCountedAtItsPlaceAndRefuses() {
        FailedExpressions failures = new FailedExpressions();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Flow flow = flow(failures);
        Decision before = decide(flow);
        failures.begin(metrics, () -> NOW);

        Decision decision = decide(flow);
        decide(flow);

        assertThat(decision).isEqualTo(before).isInstanceOf(Decision.Run.class);
        assertThat(
                        metrics.counter(
                                        "vestibule.expressions.failed",
                                        "path",
                                        "flows.staff.steps[1].when")
                                .count())
                .isEqualTo(2);
    }

    private static Decision decide(Flow flow) {
        return new FlowEvaluator()
                .decide(
                        flow,
                        new EvaluationContext(
                                new RequestFacts("10.0.0.1", "a", "GET", "/", "", Parameters.NONE),
                                Map.of("sub", "1"),
                                "corp",
                                null,
                                Map.of("first", new StepFacts("corp", true, List.of(), NOW)),
                                "wiki",
                                NOW,
                                null,
                                AcrFacts.NONE));
    }

    private static Flow flow(FailedExpressions failures) {
        return Objects.requireNonNull(
                        new FlowConfigLoader(Set.of(), failures)
                                .load(Map.of("a.yaml", YAML), Path.of("."), _ -> "x")
                                .config())
                .flow("staff");
    }
}
