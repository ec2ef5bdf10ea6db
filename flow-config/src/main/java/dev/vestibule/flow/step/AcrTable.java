package dev.vestibule.flow.step;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The levels of authentication of a flow (OpenID Connect Core, section 2, {@code acr}), from the
 * weakest to the strongest.
 *
 * @param levels the ids of the steps that each level needs, by its name
 */
public record AcrTable(Map<String, List<String>> levels) {
    /** No level. */
    public static final AcrTable NONE = new AcrTable(Map.of());

    public AcrTable {
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    }

    /** The ids of the steps that these levels need; a level that is not in the table needs none. */
    public Set<String> required(Collection<String> requested) {
        if (requested.isEmpty()) {
            return Set.of();
        }
        Set<String> steps = new LinkedHashSet<>();
        requested.forEach(level -> steps.addAll(levels.getOrDefault(level, List.of())));
        return steps;
    }

    /** The levels that the completed steps reach, from the weakest to the strongest. */
    public List<String> allReached(Map<String, StepFacts> steps) {
        return levels.entrySet().stream()
                .filter(level ->
                        level.getValue().stream().allMatch(step -> proved(steps.get(step))))
                .<String>map(Map.Entry::getKey)
                .toList();
    }

    /** The strongest of them; empty when they reach none. */
    public String reached(Map<String, StepFacts> steps) {
        List<String> all = allReached(steps);
        return all.isEmpty() ? "" : all.getLast();
    }

    private static boolean proved(@Nullable StepFacts step) {
        return step != null && step.authenticated();
    }
}
