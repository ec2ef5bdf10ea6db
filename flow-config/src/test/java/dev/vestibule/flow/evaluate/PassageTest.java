package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.expression.facts.Trail;
import dev.vestibule.flow.step.Exits;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Flow.Course;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a login goes after a step; a step that failed or was jumped over proves nothing. */
class PassageTest {
    private static final Passage BEGIN = new Passage(Map.of(), Trail.NONE);

    private final Expressions expressions = new Expressions();

    @Test
    void aStepThatFailedIsNotCompletedAndProvesNothing() {
        Passage failed = passed(BEGIN, flow(""), "first").failed(flow(""), "first");

        assertThat(failed.steps()).isEmpty();
        assertThat(holds("has(steps.first)", failed)).isFalse();
        assertThat(holds("steps.first.authenticated", failed)).isFalse();
        assertThat(holds("fresh(steps.first, '1d')", failed)).isFalse();
        for (String unknown : List.of("steps.first.option != 'x'", "steps.first.at < now")) {
            assertThatThrownBy(() -> expressions.condition(unknown).test(facts(failed)))
                    .isInstanceOf(ExpressionException.class);
        }
    }

    @Test
    void aStepThatIsJumpedOverIsNotCompleted() {
        Flow flow = flow("on-success: third");
        Passage passed = passed(BEGIN, flow, "first");

        assertThat(next(flow, passed, null)).isEqualTo("third");
        assertThat(holds("has(steps.second)", passed)).isFalse();
        assertThat(next(flow, passed(passed, flow, "third"), null)).isEqualTo("complete");
    }

    @Test
    void aLevelNeedsTheStepThatIsJumpedOver() {
        Flow flow = flow("on-success: third");
        Passage end = passed(passed(BEGIN, flow, "first"), flow, "third");

        assertThat(next(flow, end, "high")).isEqualTo("second");
        assertThat(next(flow, passed(end, flow, "second"), "high")).isEqualTo("complete");
        assertThat(next(flow, end.failed(flow, "second"), "high")).isEqualTo("denied");
    }

    @Test
    void aLevelIsNotReachedWithAStepThatFailed() {
        Flow flow = flow("on-failure: continue");
        Passage failed = BEGIN.failed(flow, "first");

        assertThat(next(flow, failed, null)).isEqualTo("second");
        assertThat(next(flow, failed, "high")).isEqualTo("denied");
    }

    @Test
    void aWayBackUndoesWhatItRepeats() {
        Flow flow = second("on-failure: first");
        Passage back = passed(BEGIN, flow, "first").failed(flow, "second");

        assertThat(back.steps()).isEmpty();
        assertThat(back.trail().failed()).isEmpty();
        assertThat(next(flow, back, null)).isEqualTo("first");
    }

    @Test
    void aStepLeadsBackThreeTimesAtMost() {
        Flow flow = second("on-failure: first");
        Passage passage = BEGIN;
        for (int turn = 0; turn < Passage.MOST_RETURNS; turn++) {
            assertThat(Passage.survives(flow, passage.trail(), "second")).isTrue();
            passage = passed(passage, flow, "first").failed(flow, "second");
            assertThat(next(flow, passage, null)).isEqualTo("first");
        }
        assertThat(Passage.survives(flow, passage.trail(), "second")).isFalse();
        Passage spent = passed(passage, flow, "first").failed(flow, "second");

        assertThat(next(flow, spent, null)).isEqualTo("denied");
    }

    @Test
    void aSuccessThatLeadsBackEndsToo() {
        Flow flow = second("on-success: first");
        Passage passage = BEGIN;
        for (int turn = 0; turn < Passage.MOST_RETURNS; turn++) {
            passage = passed(passed(passage, flow, "first"), flow, "second");
            assertThat(passage.steps()).isEmpty();
        }
        Passage spent = passed(passed(passage, flow, "first"), flow, "second");

        assertThat(next(flow, spent, null)).isEqualTo("denied");
    }

    @Test
    void aSuccessCanRefuse() {
        Flow flow = second("on-success: deny");

        assertThat(next(flow, passed(passed(BEGIN, flow, "first"), flow, "second"), null))
                .isEqualTo("denied");
    }

    @Test
    void aFailureEndsTheLoginWhereNothingElseIsSaid() {
        Flow flow = flow("");

        assertThat(Passage.survives(flow, Trail.NONE, "first")).isFalse();
        assertThat(next(flow, BEGIN.failed(flow, "first"), null)).isEqualTo("denied");
    }

    @Test
    void withoutAProofThereIsNoLoginWhateverTheExitsSay() {
        Flow flow = flow("on-failure: third");

        assertThat(next(flow, BEGIN.failed(flow, "first"), null)).isEqualTo("denied");
    }

    @Test
    void anExitChangesTheFingerprint() {
        assertThat(flow("on-failure: continue").fingerprint())
                .isNotEqualTo(flow("").fingerprint())
                .isNotEqualTo(flow("on-failure: third").fingerprint());
    }

    private static Passage passed(Passage before, Flow flow, String step) {
        return before.passed(flow, step, EvaluationFixture.step("corp"));
    }

    private boolean holds(String condition, Passage passage) {
        return expressions.condition(condition).test(facts(passage));
    }

    private static EvaluationContext facts(Passage passage) {
        return facts(passage, AcrFacts.NONE);
    }

    private static EvaluationContext facts(Passage passage, AcrFacts acr) {
        EvaluationContext known = EvaluationFixture.signedIn("/");
        return new EvaluationContext(
                known.request(),
                known.claims(),
                known.connection(),
                known.account(),
                passage.steps(),
                known.app(),
                known.now(),
                null,
                acr,
                passage.trail());
    }

    private static String next(Flow flow, Passage passage, @Nullable String level) {
        AcrFacts acr = level == null ? AcrFacts.NONE : new AcrFacts(List.of(level), List.of());
        return switch (new FlowEvaluator().decide(flow, facts(passage, acr))) {
            case Decision.Run(var step) -> step.id();
            case Decision.Deny _ -> "denied";
            case Decision.Complete _ -> "complete";
        };
    }

    private static Flow flow(String exits) {
        return flow(exits, "");
    }

    private static Flow second(String exits) {
        return flow("", exits);
    }

    /** Also flows that the checker refuses: the evaluator does not rely on it. */
    private static Flow flow(String first, String second) {
        Flow usual = usual();
        Map<String, Exits> exits = Map.of("first", exits(first), "second", exits(second));
        return new Flow(
                usual.id(), new Course(usual.steps(), exits), usual.acr(), usual.onChange());
    }

    private static Exits exits(String line) {
        String[] words = line.split(": ");
        Exits usual = Exits.USUAL;
        return switch (words[0]) {
            case "on-success" -> new Exits(exit(words[1]), usual.failure());
            case "on-failure" -> new Exits(usual.success(), exit(words[1]));
            default -> usual;
        };
    }

    private static Exit exit(String word) {
        return switch (word) {
            case "continue" -> Exits.USUAL.success();
            case "deny" -> Exits.USUAL.failure();
            default -> new Exit(word, false);
        };
    }

    private static Flow usual() {
        String yaml =
                """
                gateway: { url: "https://login.example.org" }
                connections:
                  corp: { type: oidc, issuer: "https://sso.example.org", client-id: v, client-secret: "${env:S}" }
                flows:
                  staff:
                    steps:
                      - { id: first, authenticate: corp }
                      - { id: second, authenticate: corp }
                      - { id: third, set: { a: "'b'" } }
                    acr: { low: [first], high: [first, second] }
                apps: { wiki: { upstream: "http://127.0.0.1:3000", flow: staff, access: [{ allow: "true" }] } }
                """;
        var loaded =
                new FlowConfigLoader().load(Map.of("flow.yaml", yaml), Path.of("."), _ -> "secret");
        return requireNonNull(loaded.config(), () -> loaded.report().text()).flow("staff");
    }
}
