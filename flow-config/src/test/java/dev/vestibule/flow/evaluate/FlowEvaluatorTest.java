package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.FactsFixture;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class FlowEvaluatorTest {
    private final Expressions expressions = new Expressions();
    private final FlowEvaluator evaluator = new FlowEvaluator();

    @Test
    void theFirstStepThatIsNotDoneComesNext() {
        Step.Authenticate second = step("second", null);

        assertThat(decide(after("first"), step("first", null), second))
                .isEqualTo(new Decision.Authenticate(second));
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
        Step.Authenticate second = step("second", "claims.level == 'low'");

        assertThat(decide(after("first"), step("first", null), second))
                .isEqualTo(new Decision.Authenticate(second));
    }

    @Test
    void aDenyWhoseConditionHoldsRefuses() {
        assertThat(decide(after("first"), step("first", null), deny("app == 'wiki'")))
                .isEqualTo(new Decision.Deny("Not from here."));
    }

    @Test
    void aDenyWhoseConditionIsFalseLetsPass() {
        assertThat(decide(after("first"), step("first", null), deny("app == 'other'")))
                .isEqualTo(new Decision.Complete());
    }

    @Test
    void aDenyWhoseConditionFailsRefuses() {
        assertThat(decide(after("first"), step("first", null), deny("claims.level == 'low'")))
                .isEqualTo(new Decision.Deny("Not from here."));
    }

    @Test
    void aDenyWithoutConditionAlwaysRefuses() {
        assertThat(decide(after("first"), step("first", null), deny(null)))
                .isEqualTo(new Decision.Deny("Not from here."));
    }

    @Test
    void aRefusalHoldsWhateverWasDoneAfterIt() {
        assertThat(
                        decide(
                                after("first", "second"),
                                step("first", null),
                                deny("app == 'wiki'"),
                                step("second", null)))
                .isEqualTo(new Decision.Deny("Not from here."));
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
                Map.of("first", new StepFacts("corp", false, List.of(), FactsFixture.NOW));

        assertThat(
                        decide(
                                FactsFixture.facts("/", Map.of("sub", "1"), null, steps),
                                step("first", null)))
                .isInstanceOf(Decision.Deny.class);
    }

    private Decision decide(Facts facts, Step... steps) {
        return evaluator.decide(new Flow("staff", List.of(steps)), facts);
    }

    private Step.Authenticate step(String id, @Nullable String when) {
        return new Step.Authenticate(
                id, List.of("corp"), when == null ? null : expressions.condition(when));
    }

    private Step.Deny deny(@Nullable String when) {
        return new Step.Deny("Not from here.", when == null ? null : expressions.condition(when));
    }

    private static Facts after(String... steps) {
        Map<String, StepFacts> done = new java.util.HashMap<>();
        for (String step : steps) {
            done.put(step, FactsFixture.step("corp"));
        }
        return FactsFixture.facts("/", Map.of("sub", "1"), null, done);
    }
}
