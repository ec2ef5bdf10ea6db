package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.AcrTable;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Flow.Course;
import dev.vestibule.flow.step.Flow.OnChange;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class FlowEvaluatorTest {
    private final Expressions expressions = new Expressions();
    private final FlowEvaluator evaluator = new FlowEvaluator();

    @Test
    void theFirstStepThatIsNotDoneComesNext() {
        AuthenticateStep second = step("second", null);

        assertThat(decide(after("first"), step("first", null), second))
                .isEqualTo(new Decision.Run(second));
    }

    @Test
    void aLoginIsCompleteWhenEveryStepIsDone() {
        assertThat(decide(after("first"), step("first", null))).isEqualTo(new Decision.Complete());
    }

    @Test
    void aStepWhoseConditionIsFalseIsLeftOut() {
        assertThat(decide(after("first"), step("first", null), step("second", "app == 'other'")))
                .isEqualTo(new Decision.Complete());
    }

    @Test
    void aStepWhoseConditionFailsIsRequired() {
        AuthenticateStep second = step("second", "claims.level == 'low'");

        assertThat(decide(after("first"), step("first", null), second))
                .isEqualTo(new Decision.Run(second));
    }

    @Test
    void aDenyWhoseConditionHoldsRefuses() {
        assertThat(decide(after("first"), step("first", null), deny("app == 'wiki'")))
                .satisfies(FlowEvaluatorTest::denies);
    }

    @Test
    void aDenyWhoseConditionIsFalseLetsPass() {
        assertThat(decide(after("first"), step("first", null), deny("app == 'other'")))
                .isEqualTo(new Decision.Complete());
    }

    @Test
    void aDenyWhoseConditionFailsRefuses() {
        assertThat(decide(after("first"), step("first", null), deny("claims.level == 'low'")))
                .satisfies(FlowEvaluatorTest::denies);
    }

    @Test
    void aDenyWithoutConditionAlwaysRefuses() {
        assertThat(decide(after("first"), step("first", null), deny(null)))
                .satisfies(FlowEvaluatorTest::denies);
    }

    @Test
    void aRefusalHoldsWhateverWasDoneAfterIt() {
        assertThat(
                        decide(
                                after("first", "second"),
                                step("first", null),
                                deny("app == 'wiki'"),
                                step("second", null)))
                .satisfies(FlowEvaluatorTest::denies);
    }

    @Test
    void aFlowWithoutStepsLetsNobodyIn() {
        assertThat(decide(after())).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aStepOfAnotherFlowLetsNobodyIn() {
        assertThat(decide(after("elsewhere"), step("first", "false")))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aStepThatProvedNothingLetsNobodyIn() {
        Map<String, StepFacts> steps =
                Map.of("first", new StepFacts("corp", false, List.of(), EvaluationFixture.NOW));

        assertThat(
                        decide(
                                EvaluationFixture.facts("/", Map.of("sub", "1"), null, steps),
                                step("first", null)))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aRequestedLevelNeedsItsStepsWhateverTheirConditionSays() {
        Step second = step("second", "false");
        AcrTable acr = new AcrTable(Map.of("high", List.of("first", "second")));
        Flow flow =
                new Flow(
                        "staff",
                        new Course(List.of(step("first", null), second), Map.of()),
                        acr,
                        OnChange.KEEP);
        EvaluationContext done = EvaluationFixture.signedIn("/");

        Decision asked =
                evaluator.decide(
                        flow, done, each -> acr.required(List.of("high")).contains(each.id()));

        assertThat(asked).isEqualTo(new Decision.Run(second));
        assertThat(evaluator.decide(flow, done)).isEqualTo(new Decision.Complete());
    }

    @Test
    void theStrongestLevelWhoseStepsAreAllProvedIsReached() {
        Map<String, List<String>> levels = new LinkedHashMap<>();
        levels.put("low", List.of("first"));
        levels.put("high", List.of("first", "second"));
        AcrTable acr = new AcrTable(levels);
        StepFacts proved = EvaluationFixture.step("corp");
        StepFacts skipped = new StepFacts("totp", false, List.of(), EvaluationFixture.NOW);

        assertThat(acr.reached(Map.of())).isEmpty();
        assertThat(acr.reached(Map.of("first", proved))).isEqualTo("low");
        assertThat(acr.reached(Map.of("first", proved, "second", skipped))).isEqualTo("low");
        assertThat(acr.reached(Map.of("first", proved, "second", proved))).isEqualTo("high");
    }

    @Test
    void aStepThatGivesSomethingDoesNotApplyWhereItsConditionFails() {
        AssignStep always = assign(null);

        assertThat(decide(after("first"), step("first", null), assign("claims.level == 'low'")))
                .isEqualTo(new Decision.Complete());
        assertThat(decide(after("first"), step("first", null), assign("app == 'other'")))
                .isEqualTo(new Decision.Complete());
        assertThat(decide(after("first"), step("first", null), always))
                .isEqualTo(new Decision.Run(always));
        assertThat(decide(after(), always, step("first", null))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void noRequestMakesAStepApplyThatGivesSomething() {
        EvaluationContext facts = after("first");
        for (String when : List.of("false", "claims.level == 'low'")) {
            Step given = assign(when);
            Flow flow = new Flow("staff", List.of(step("first", null), given));

            assertThat(evaluator.decide(flow, facts, each -> each.id().equals(given.id())))
                    .isInstanceOf(Decision.Deny.class);
        }
    }

    private AssignStep assign(@Nullable String when) {
        return new AssignStep(
                "given",
                new AssignStep.Assignment(List.of("premium"), Membership.STATIC, Map.of()),
                when == null ? null : expressions.condition(when));
    }

    private Decision decide(EvaluationContext facts, Step... steps) {
        return evaluator.decide(new Flow("staff", List.of(steps)), facts);
    }

    private static void denies(Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Run.class,
                        run ->
                                assertThat(run.step())
                                        .isInstanceOfSatisfying(
                                                DenyStep.class,
                                                deny ->
                                                        assertThat(deny.message())
                                                                .isEqualTo("Not from here.")));
    }

    private AuthenticateStep step(String id, @Nullable String when) {
        return new AuthenticateStep(
                id, List.of("corp"), when == null ? null : expressions.condition(when));
    }

    private DenyStep deny(@Nullable String when) {
        return new DenyStep(
                "deny-2", "Not from here.", when == null ? null : expressions.condition(when));
    }

    private static EvaluationContext after(String... steps) {
        Map<String, StepFacts> done = new java.util.HashMap<>();
        for (String step : steps) {
            done.put(step, EvaluationFixture.step("corp"));
        }
        return EvaluationFixture.facts("/", Map.of("sub", "1"), null, done);
    }
}
