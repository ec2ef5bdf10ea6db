package dev.vestibule.flow.parse;

import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.SourceLines;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Picks the lines that problems point at, and nothing that could be a secret. */
public final class SafeLines {
    private final Map<String, SourceText> sources;

    SafeLines(Map<String, SourceText> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** Of no file. */
    public static SafeLines none() {
        return new SafeLines(Map.of());
    }

    /** The lines of these problems. */
    public SourceLines of(List<Problem> problems) {
        Map<SourceLines.Point, SourceLines.Excerpt> excerpts = new HashMap<>();
        for (Problem problem : problems) {
            Optional.ofNullable(sources.get(problem.file()))
                    .flatMap(source -> source.excerpt(problem.line(), problem.column()))
                    .ifPresent(excerpt ->
                            excerpts.put(
                                    new SourceLines.Point(
                                            problem.file(), problem.line(), problem.column()),
                                    excerpt));
        }
        return new SourceLines(excerpts);
    }
}
