package dev.vestibule.flow;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.ProblemReport;
import dev.vestibule.flow.problem.SourceLines;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What loading gave.
 *
 * @param config null when a problem is an error
 * @param problems every finding, by file and line; warnings do not keep a configuration from going
 *     live
 * @param lines the lines that the problems point at, without secrets
 */
public record LoadResult(@Nullable FlowConfig config, List<Problem> problems, SourceLines lines) {
    public LoadResult {
        problems = List.copyOf(problems);
    }

    /** The problems as text, JSON or annotations. */
    public ProblemReport report() {
        return new ProblemReport(problems, lines);
    }
}
