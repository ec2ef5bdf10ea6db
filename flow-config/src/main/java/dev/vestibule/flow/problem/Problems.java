package dev.vestibule.flow.problem;

import dev.vestibule.flow.problem.Problem.Severity;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, so that an editor sees all of them in one run. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds what keeps the configuration from going live. */
    public void error(Place place, String found, String allowed, String remedy) {
        add(Severity.ERROR, place, List.of(found, allowed, remedy));
    }

    /** Adds what is probably not meant. */
    public void warning(Place place, String found, String allowed, String remedy) {
        add(Severity.WARNING, place, List.of(found, allowed, remedy));
    }

    private void add(Severity severity, Place place, List<String> words) {
        found.add(
                new Problem(
                        severity,
                        place.file(),
                        place.line(),
                        place.column(),
                        place.path(),
                        words.get(0),
                        words.get(1),
                        words.get(2)));
    }

    /** Whether an error was found at this path or below it, so that checks on it mean nothing. */
    public boolean brokenAt(String path) {
        return found.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::path)
                .anyMatch(broken ->
                        broken.equals(path)
                                || broken.startsWith(path + ".")
                                || broken.startsWith(path + "["));
    }

    /** Whether anything keeps the configuration from going live. */
    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** Every finding once, by file and line. */
    public List<Problem> sorted() {
        return found.stream().distinct().sorted().toList();
    }
}
