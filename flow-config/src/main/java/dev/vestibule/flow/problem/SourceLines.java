package dev.vestibule.flow.problem;

import java.util.Map;
import java.util.Optional;

/**
 * The lines that problems point at, in a form that is safe to show: what could be a secret is
 * already masked.
 */
public final class SourceLines {
    private final Map<Line, String> lines;

    public SourceLines(Map<Line, String> lines) {
        this.lines = Map.copyOf(lines);
    }

    /** One line of one file, from 1. */
    public record Line(String file, int number) {}

    /** The line, when it may be shown. */
    public Optional<String> at(String file, int number) {
        return Optional.ofNullable(lines.get(new Line(file, number)));
    }
}
