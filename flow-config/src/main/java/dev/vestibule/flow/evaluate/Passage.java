package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Trail;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a login, and what the end of one of them changes. A step that leads back to an
 * earlier one undoes both and everything between them: what was proved there has to be proved
 * again.
 *
 * @param steps the completed steps by id
 */
public record Passage(Map<String, StepFacts> steps, Trail trail) {
    /** How often one step of a login can lead back; the next time the login is refused. */
    public static final int MOST_RETURNS = 3;

    public Passage {
        steps = Map.copyOf(steps);
    }

    /** After the step was completed. */
    public Passage passed(Flow flow, String step, StepFacts facts) {
        Map<String, StepFacts> done = new HashMap<>(steps);
        done.put(step, facts);
        return new Passage(done, trail.passed(step)).left(flow, step, flow.exits(step).success());
    }

    /** After the user has not completed the step. */
    public Passage failed(Flow flow, String step) {
        Map<String, StepFacts> done = new HashMap<>(steps);
        done.remove(step);
        return new Passage(done, trail.failed(step)).left(flow, step, flow.exits(step).failure());
    }

    /** Whether a login that has not completed the step can go on. */
    public static boolean survives(Flow flow, Trail trail, String step) {
        Exit exit = flow.exits(step).failure();
        return !exit.refuses() && !(leadsBack(flow, step, exit) && isSpent(trail, step));
    }

    private Passage left(Flow flow, String step, Exit exit) {
        if (!leadsBack(flow, step, exit) || isSpent(trail, step)) {
            return this;
        }
        Set<String> repeated =
                flow
                        .steps()
                        .subList(flow.place(String.valueOf(exit.step())), flow.place(step) + 1)
                        .stream()
                        .map(Step::id)
                        .collect(Collectors.toSet());
        Map<String, StepFacts> left = new HashMap<>(steps);
        left.keySet().removeAll(repeated);
        return new Passage(left, trail.returned(step, repeated));
    }

    private static boolean leadsBack(Flow flow, String step, Exit exit) {
        int target = exit.step() == null ? -1 : flow.place(exit.step());
        return target >= 0 && target <= flow.place(step);
    }

    private static boolean isSpent(Trail trail, String step) {
        return trail.returns().getOrDefault(step, 0) >= MOST_RETURNS;
    }
}
