package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a login needs next. The flow is read from its start each time, so a refusal further up holds
 * whatever was done since.
 */
public final class FlowEvaluator {
    private static final String NOT_AUTHENTICATED =
            "This login ends before the user has signed in.";

    /**
     * The first thing that is missing. A step is done when {@code context.steps()} has its id; a
     * condition that fails makes its step apply, and so does a requested level that needs it.
     */
    public Decision decide(Flow flow, EvaluationContext context) {
        return decide(flow, context, _ -> false);
    }

    /**
     * The same with further steps that apply whatever their condition says.
     *
     * @param required those steps
     */
    public Decision decide(Flow flow, EvaluationContext context, Predicate<Step> required) {
        Set<String> levels = flow.acr().required(context.acr().requested());
        for (Step step : flow.steps()) {
            if (!context.steps().containsKey(step.id())
                    && (levels.contains(step.id())
                            || required.test(step)
                            || Expression.holds(step.when(), context, true))) {
                return new Decision.Run(step);
            }
        }
        // The checker proves that this cannot happen; the evaluator does not rely on it.
        return authenticated(flow, context)
                ? new Decision.Complete()
                : new Decision.Deny(NOT_AUTHENTICATED);
    }

    private static boolean authenticated(Flow flow, EvaluationContext context) {
        return flow.steps().stream()
                .filter(Step::provesIdentity)
                .map(step -> context.steps().get(step.id()))
                .anyMatch(done -> done != null && done.authenticated());
    }
}
