package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.StandardTypes;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A condition that cannot be evaluated, at every kind of step. */
class FailingConditionTest {
    private static final String FAILING = "claims.level == 'low'";

    /** One step of each kind, by its key. */
    private static final Map<String, String> KINDS =
            Map.of(
                    "authenticate", "authenticate: [corp]",
                    "deny", "deny: No.",
                    "notice", "notice: Hello.",
                    "ask", "ask: { fields: { v: { label: V } } }",
                    "set", "set: { v: '\"1\"' }",
                    "limit-sessions", "limit-sessions: { most: 1 }",
                    "call",
                            "call: { url: \"https://risk.example\", body: { a: '\"1\"' }, answer: {"
                                    + " ok: bool } }",
                    "notify", "notify: { subject: S, text: '\"T\"' }",
                    "assign", "assign: { groups: [staff] }");

    private final FlowEvaluator evaluator = new FlowEvaluator();
    private final List<String> heard = new ArrayList<>();

    static List<String> kinds() {
        return StandardTypes.steps().types().stream().map(StepType::key).toList();
    }

    @Test
    void everyKindIsTried() {
        assertThat(KINDS.keySet()).containsExactlyInAnyOrderElementsOf(kinds());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theStricterBranchIsTakenAndTheFailureIsHeardWithItsPlace(String kind) {
        Flow flow = flow(kind, "").flow("f");
        Step step = flow.steps().get(1);

        Decision decision = evaluator.decide(flow, EvaluationFixture.identified(Map.of()));

        assertThat(decision)
                .isEqualTo(
                        kind.equals("assign") ? new Decision.Complete() : new Decision.Run(step));
        assertThat(heard).containsOnly("flows.f.steps[1].when");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whereAnExitLeadsToItAndARuleNeedsItTheLoginDoesNotCompleteWithoutIt(String kind) {
        Flow flow = flow(kind, ", on-success: s1").flow("f");

        Decision decision =
                evaluator.decide(
                        flow,
                        EvaluationFixture.identified(Map.of()),
                        step -> step.id().equals("s1"));

        if (kind.equals("assign")) {
            assertThat(decision).isInstanceOf(Decision.Deny.class);
        } else {
            assertThat(decision).isEqualTo(new Decision.Run(flow.steps().get(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aStepAboutTheUserIsNotRunBeforeTheSignIn(String kind) {
        Step step = flow(kind, "").flow("f").steps().get(1);
        EvaluationContext nobody = EvaluationFixture.visitor("/");

        Decision decision = evaluator.decide(new Flow("f", List.of(step)), nobody);

        assertThat(decision instanceof Decision.Run).isEqualTo(!step.needsUser());
        assertThat(decision).isNotInstanceOf(Decision.Complete.class);
    }

    @Test
    void anOptionIsNotOfferedAlsoNotToItsDomain() {
        Flow flow = flow("authenticate", "").flow("f");
        AuthenticateStep first = (AuthenticateStep) flow.steps().getFirst();

        AuthenticateStep offered = first.offering(EvaluationFixture.visitor("/"));

        assertThat(offered.options()).containsExactly("corp", "password");
        assertThat(first.optionsOf("ada@example.org")).containsExactly("other");
        assertThat(offered.optionsOf("ada@example.org")).doesNotContain("other");
        assertThat(heard).containsOnly("flows.f.steps[0].authenticate[1].other.when");
    }

    private FlowConfig flow(String kind, String exits) {
        String yaml =
                """
                gateway: { url: "https://login.example.org" }
                directory: { url: embedded, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
                mail: { server: "smtp://localhost:2525", from: login@example.org }
                connections:
                  corp: { type: oidc, issuer: "https://corp.example", client-id: v, client-secret: "${env:S}", provisioning: { enabled: true, username: claims.sub, attributes: { sn: claims.sub } } }
                  other: { type: oidc, issuer: "https://other.example", client-id: v, client-secret: "${env:S}", provisioning: { enabled: true, username: claims.sub, attributes: { sn: claims.sub } } }
                flows:
                  f:
                    steps:
                      - { id: first, authenticate: [corp, { other: { when: 'request.params.a == "1"' } }, password], choose: { example.org: other }%s }
                      - { id: s1, %s, when: "%s" }
                apps:
                  wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: f, access: [ { allow: "true" } ] }
                """
                        .formatted(exits, requireNonNull(KINDS.get(kind)), FAILING);
        LoadResult result =
                new FlowConfigLoader(Set.of(), (place, _) -> heard.add(place.path()))
                        .load(Map.of("config.yaml", yaml), Path.of("."), _ -> "secret");
        assertThat(result.config()).as(result.report().text()).isNotNull();
        heard.clear();
        return requireNonNull(result.config());
    }
}
