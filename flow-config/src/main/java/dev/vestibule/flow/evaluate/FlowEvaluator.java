package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a login needs next. The flow is read from its start each time, so a refusal further up holds
 * whatever was done since. {@link Passage} says what the end of a step changes.
 */
public final class FlowEvaluator {
    private static final String NOT_AUTHENTICATED =
            "This login ends before the user has signed in.";
    private static final String REFUSED = "This login goes no further.";

    /**
     * The first thing that is missing. A step is done when {@code context.steps()} has its id; a
     * condition that fails makes its step apply, and so does a requested level that needs it;
     * unless the step is one that {@linkplain Step#appliesWhenUnknown gives} something.
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
        return new Reading(flow, context, step -> levels.contains(step.id()) || required.test(step))
                .decide();
    }

    /**
     * One reading of a flow.
     *
     * @param required the steps without which the login does not complete
     */
    private record Reading(Flow flow, EvaluationContext context, Predicate<Step> required) {
        /** Each turn goes further down, since {@link Passage} has undone what leads back. */
        Decision decide() {
            int place = 0;
            while (place < flow.steps().size()) {
                Step step = flow.steps().get(place);
                Exit exit = exit(step);
                if (exit == null) {
                    if (applies(step)) {
                        return run(step);
                    }
                    place++;
                    continue;
                }
                int next = exit.step() == null ? place + 1 : flow.place(exit.step());
                boolean missing = required.test(step) && hasFailed(step);
                if (exit.refuses() || next <= place || missing) {
                    return new Decision.Deny(REFUSED);
                }
                place = next;
            }
            return end();
        }

        private boolean applies(Step step) {
            boolean unknown = step.appliesWhenUnknown();
            return unknown && required.test(step)
                    || Expression.holds(step.when(), context, unknown);
        }

        /** Where the login has gone from the step; null while it has not come past it. */
        private @Nullable Exit exit(Step step) {
            if (context.steps().containsKey(step.id())) {
                return flow.exits(step.id()).success();
            }
            return hasFailed(step) ? flow.exits(step.id()).failure() : null;
        }

        private boolean hasFailed(Step step) {
            return context.trail() != null && context.trail().failed().contains(step.id());
        }

        private Decision run(Step step) {
            // The checker proves that this cannot happen; the evaluator does not rely on it.
            return step.needsUser() && !authenticated()
                    ? new Decision.Deny(NOT_AUTHENTICATED)
                    : new Decision.Run(step);
        }

        /** What is required is not jumped over. */
        private Decision end() {
            for (Step step : flow.steps()) {
                if (required.test(step) && !context.steps().containsKey(step.id())) {
                    return hasFailed(step) || !applies(step)
                            ? new Decision.Deny(REFUSED)
                            : run(step);
                }
            }
            return authenticated() ? new Decision.Complete() : new Decision.Deny(NOT_AUTHENTICATED);
        }

        private boolean authenticated() {
            return flow.steps().stream()
                    .filter(Step::provesIdentity)
                    .map(step -> context.steps().get(step.id()))
                    .anyMatch(done -> done != null && done.authenticated());
        }
    }
}
