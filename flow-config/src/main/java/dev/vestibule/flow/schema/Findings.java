package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.problem.SourceMap;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.stream.Collectors;

/** Reports by path, where the path has no error of its own already. */
public record Findings(SourceMap places, Problems problems) {
    private static final int NAMED = 20;

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

    /**
     * An id that is named has to exist.
     *
     * @param kind what it is the id of
     */
    public void known(String path, String id, String kind, Set<String> known) {
        if (!known.contains(id)) {
            error(
                    path,
                    id + ", which is no " + kind,
                    listed(known),
                    Nearest.remedy(id, known, "Add the " + kind + ", or name one that exists."));
        }
    }

    /** The ids in words, not too many. */
    public static String listed(Set<String> ids) {
        if (ids.isEmpty()) {
            return "there is none yet";
        }
        String named = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
        return ids.size() > NAMED ? named + ", …" : named;
    }
}
