package dev.vestibule.flow.problem;

import dev.vestibule.flow.problem.Problem.Severity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects findings, so that an editor sees all of them in one run. */
public final class Problems {
    private static final Pattern END_OF_PART = Pattern.compile("[.\\[]|$");

    private final List<Problem> found = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();

    /** Adds what keeps the configuration from going live. */
    public void error(Place place, String found, String allowed, String remedy) {
        add(Severity.ERROR, place, List.of(found, allowed, remedy));
        Matcher part = END_OF_PART.matcher(place.path());
        while (part.find()) {
            broken.add(place.path().substring(0, part.start()));
        }
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

    /** Notes a value that is elsewhere, so that checks on it mean nothing. */
    public void unknown(Place place) {
        unknown.add(place.path());
    }

    /**
     * Whether an error was found at this path or below it, or its value is elsewhere, so that
     * checks on it mean nothing.
     */
    public boolean brokenAt(String path) {
        return broken.contains(path) || unknown.contains(path);
    }

    /** Whether anything keeps the configuration from going live. */
    public boolean hasErrors() {
        return !broken.isEmpty();
    }

    /** How many findings there are. */
    public int size() {
        return found.size();
    }

    /** Every finding once, by file and line. */
    public List<Problem> sorted() {
        return found.stream().distinct().sorted().toList();
    }
}
