package dev.vestibule.flow.provisioning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds names that lead back to themselves.
 *
 * @param next where each name leads to
 */
record CycleFinder(Map<String, List<String>> next) {
    /** One cycle under the first of its names, from that name to itself. */
    Map<String, List<String>> find() {
        Map<String, List<String>> cycles = new LinkedHashMap<>();
        Set<String> told = new HashSet<>();
        for (String name : next.keySet()) {
            List<String> path = new ArrayList<>(List.of(name));
            if (!told.contains(name) && leadsTo(name, path, new HashSet<>())) {
                told.addAll(path);
                cycles.put(name, path);
            }
        }
        return cycles;
    }

    private boolean leadsTo(String goal, List<String> path, Set<String> seen) {
        for (String step : next.getOrDefault(path.getLast(), List.of())) {
            path.add(step);
            if (step.equals(goal) || seen.add(step) && leadsTo(goal, path, seen)) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }
}
