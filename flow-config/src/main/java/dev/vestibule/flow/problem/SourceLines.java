package dev.vestibule.flow.problem;

import java.util.Optional;

/** The lines that problems point at, as far as they are safe to show. */
public interface SourceLines {
    /**
     * A line as it may be shown.
     *
     * @param caret how many characters are before the place
     */
    record Excerpt(String text, int caret) {}

    /** The line of the problem, when it may be shown. */
    Optional<Excerpt> of(Problem problem);
}
