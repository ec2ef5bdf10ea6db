package dev.vestibule.flow.validate;

import dev.vestibule.flow.problem.Places;
import dev.vestibule.flow.problem.Problems;

/** Reports by path, where the path has no error of its own already. */
record Findings(Places places, Problems problems) {

    void error(String path, String found, String allowed, String remedy) {
        if (!problems.brokenAt(path)) {
            problems.error(places.of(path), found, allowed, remedy);
        }
    }

    void warning(String path, String found, String allowed, String remedy) {
        if (!problems.brokenAt(path)) {
            problems.warning(places.of(path), found, allowed, remedy);
        }
    }

    boolean isSound(String path) {
        return !problems.brokenAt(path);
    }
}
