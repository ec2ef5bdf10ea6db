package dev.vestibule.flow.problem;

import java.util.Map;
import java.util.Optional;

/**
 * The lines that problems point at, in a form that is safe to show: what could be a secret is
 * already masked.
 */
public final class SourceLines {
    private final Map<Point, Excerpt> excerpts;

    public SourceLines(Map<Point, Excerpt> excerpts) {
        this.excerpts = Map.copyOf(excerpts);
    }

    /** A character of a file; line and column from 1. */
    public record Point(String file, int line, int column) {}

    /**
     * A line as it may be shown.
     *
     * @param caret how many characters are before the place
     */
    public record Excerpt(String text, int caret) {}

    /** The line of the problem, when it may be shown. */
    public Optional<Excerpt> of(Problem problem) {
        return Optional.ofNullable(
                excerpts.get(new Point(problem.file(), problem.line(), problem.column())));
    }
}
