package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.problem.SourceMap;

import org.jspecify.annotations.Nullable;

/** Reports by path, where the path has no error of its own already. */
public record Findings(SourceMap places, Problems problems) {

    /** Reports what keeps the configuration from going live. */
    public void error(String path, String found, String allowed, String remedy) {
        if (!problems.brokenAt(path)) {
            problems.error(places.of(path), found, allowed, remedy);
        }
    }

    /** Reports what is probably a mistake. */
    public void warning(String path, String found, String allowed, String remedy) {
        if (!problems.brokenAt(path)) {
            problems.warning(places.of(path), found, allowed, remedy);
        }
    }

    /** Whether nothing wrong was found at the path and below it. */
    public boolean isSound(String path) {
        return !problems.brokenAt(path);
    }

    /** Warns of a condition that never changes. */
    public void constant(@Nullable Expression when, String path) {
        if (when != null && when.variables().isEmpty()) {
            warning(
                    path,
                    "a condition that is the same for every login",
                    "a condition on request, claims, account, steps, app or now",
                    "Remove the when, or what it belongs to.");
        }
    }
}
