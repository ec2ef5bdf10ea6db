package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What a login needs next. The flow is read from its start each time, so a refusal further up holds
 * whatever was done since.
 */
public final class FlowEvaluator {
    private static final String NOBODY_AUTHENTICATED =
            "This login ends before the user has signed in.";

    /**
     * The first thing that is missing. A step is done when {@code facts.steps()} has its id; a
     * condition that fails makes its step apply.
     */
    public Decision decide(Flow flow, Facts facts) {
        for (Step step : flow.steps()) {
            Optional<Decision> needed = needed(step, facts);
            if (needed.isPresent()) {
                return needed.get();
            }
        }
        // The checker proves that this cannot happen; the evaluator does not rely on it.
        return authenticated(flow, facts)
                ? new Decision.Complete()
                : new Decision.Deny(NOBODY_AUTHENTICATED);
    }

    private static Optional<Decision> needed(Step step, Facts facts) {
        return switch (step) {
            case Step.Authenticate authenticate ->
                    facts.steps().containsKey(authenticate.id()) || !applies(step.when(), facts)
                            ? Optional.empty()
                            : Optional.of(new Decision.Authenticate(authenticate));
            case Step.Deny deny ->
                    applies(step.when(), facts)
                            ? Optional.of(new Decision.Deny(deny.message()))
                            : Optional.empty();
        };
    }

    private static boolean applies(@Nullable Expression when, Facts facts) {
        try {
            return when == null || when.test(facts);
        } catch (ExpressionException stricter) {
            return true;
        }
    }

    private static boolean authenticated(Flow flow, Facts facts) {
        return flow.steps().stream()
                .anyMatch(step ->
                        step instanceof Step.Authenticate authenticate
                                && proved(facts.steps().get(authenticate.id())));
    }

    private static boolean proved(Facts.@Nullable StepFacts done) {
        return done != null && done.authenticated();
    }
}
