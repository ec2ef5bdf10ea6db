package dev.vestibule.flow;

import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.ProblemReport;
import dev.vestibule.flow.problem.SourceLines;
import dev.vestibule.flow.problem.SourceMap;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * The result of loading.
 *
 * @param config null when a problem is an error
 * @param problems every finding, by file and line; warnings do not prevent a configuration from
 *     going live
 * @param places the place of each part of the configuration
 * @param lines the lines of the files that are safe to show
 */
public record LoadResult(
        @Nullable FlowConfig config, List<Problem> problems, SourceMap places, SourceLines lines) {
    public LoadResult {
        problems = List.copyOf(problems);
    }

    /** The problems as text, JSON or annotations. */
    public ProblemReport report() {
        return report(List.of());
    }

    /** The same with what others have found. */
    public ProblemReport report(List<Problem> more) {
        List<Problem> all = Stream.concat(problems.stream(), more.stream()).toList();
        return new ProblemReport(all, lines);
    }
}
