package dev.vestibule.flow.simulate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.scenario.Expectation.Access;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A login that was played.
 *
 * @param flow id of its flow
 * @param steps those that it came to, in the order of the flow
 * @param account null when the user has none
 * @param access what becomes of the request afterwards, by app
 */
public record Simulation(
        String flow,
        List<PlayedStep> steps,
        Ending ending,
        @Nullable SimulatedAccount account,
        Map<String, AccessResult> access) {
    public Simulation {
        steps = List.copyOf(steps);
        access = Collections.unmodifiableMap(new LinkedHashMap<>(access));
    }

    /** The steps with an id that were passed. */
    public List<String> path() {
        return steps.stream()
                .filter(step -> step.named() && step.result() == Result.PASSED)
                .map(PlayedStep::id)
                .toList();
    }

    /** What became of a step. */
    public enum Result {
        PASSED,
        /** The user did not complete it, and the login went on. */
        FAILED,
        /** It did not apply, or the login went past it. */
        SKIPPED,
        ENDED
    }

    /**
     * One step.
     *
     * @param named whether the YAML says its id
     * @param detail the option that was used; empty for none
     * @param condition null when it always applies
     */
    public record PlayedStep(
            String id,
            String kind,
            boolean named,
            Result result,
            String detail,
            @Nullable ConditionValue condition) {}

    /**
     * What became of a request to an app.
     *
     * @param detail which rule decided; empty when that says nothing
     */
    public record AccessResult(Access access, String detail) {}

    /**
     * A condition and its value.
     *
     * @param value null when it cannot be evaluated
     * @param reason why it cannot; empty when it can
     */
    public record ConditionValue(String source, @Nullable Boolean value, String reason) {
        static @Nullable ConditionValue of(@Nullable Expression when, EvaluationContext facts) {
            if (when == null) {
                return null;
            }
            try {
                return new ConditionValue(when.source(), when.test(facts), "");
            } catch (ExpressionException failed) {
                String message = String.valueOf(failed.getMessage());
                return new ConditionValue(
                        when.source(),
                        null,
                        message.substring(message.lastIndexOf("failed: ") + 8));
            }
        }

        /** The value in words. */
        public String words() {
            return value == null
                    ? "it fails, so the stricter case applies: " + reason
                    : "it is " + value;
        }
    }
}
