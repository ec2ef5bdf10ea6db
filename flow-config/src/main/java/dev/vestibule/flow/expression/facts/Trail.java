package dev.vestibule.flow.expression.facts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a login came to where it is, beside the steps that it has completed.
 *
 * @param failed ids of the steps that the user has not completed and that the login went past
 * @param wrong how many wrong answers the user has given to each step
 * @param returns how often each step led back to an earlier one
 * @param knownDevice whether the account has called this device its own
 */
public record Trail(
        Set<String> failed,
        Map<String, Integer> wrong,
        Map<String, Integer> returns,
        boolean knownDevice) {
    /** Of a login that begins. */
    public static final Trail NONE = new Trail(Set.of(), Map.of(), Map.of(), false);

    public Trail {
        failed = Set.copyOf(failed);
        wrong = Map.copyOf(wrong);
        returns = Map.copyOf(returns);
    }

    /** On a device that the account has called its own, or on another one. */
    public Trail onDevice(boolean known) {
        return new Trail(failed, wrong, returns, known);
    }

    /** With another wrong answer to the step. */
    public Trail mistaken(String step) {
        return new Trail(failed, counted(wrong, step), returns, knownDevice);
    }

    /** With a step that the user has not completed. */
    public Trail failed(String step) {
        Set<String> all = new HashSet<>(failed);
        all.add(step);
        return new Trail(all, wrong, returns, knownDevice);
    }

    /** With a step that the user has completed. */
    public Trail passed(String step) {
        return without(Set.of(step));
    }

    /** After a step that led back, with nothing left of the steps that are repeated. */
    public Trail returned(String step, Set<String> repeated) {
        return new Trail(without(repeated).failed, wrong, counted(returns, step), knownDevice);
    }

    private Trail without(Set<String> steps) {
        Set<String> left = new HashSet<>(failed);
        left.removeAll(steps);
        return new Trail(left, wrong, returns, knownDevice);
    }

    private static Map<String, Integer> counted(Map<String, Integer> counts, String step) {
        Map<String, Integer> all = new HashMap<>(counts);
        all.merge(step, 1, Integer::sum);
        return all;
    }
}
