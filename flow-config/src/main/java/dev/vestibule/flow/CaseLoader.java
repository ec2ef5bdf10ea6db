package dev.vestibule.flow;

import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.ProblemReport;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.scenario.ScenarioCheck;
import dev.vestibule.flow.scenario.ScenarioSection;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Names;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.yaml.MergedFiles;
import dev.vestibule.flow.yaml.References;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads one imagined login of a configuration from a file beside it. */
public record CaseLoader(FlowConfig config) {

    /**
     * The result.
     *
     * @param scenario null when a problem is an error
     */
    public record LoadedCase(@Nullable Scenario scenario, ProblemReport report) {}

    /**
     * Reads the file.
     *
     * @param name of the file, for problems
     * @param text its content
     */
    public LoadedCase load(String name, String text) {
        Problems problems = new Problems();
        Section<Scenario> section = ScenarioSection.single();
        MergedFiles files = MergedFiles.read(Map.of(name, text), section.names(), problems);
        References none = new References(Path.of(""), _ -> null, _ -> null);
        ParseContext context =
                new ParseContext(
                        problems,
                        none,
                        files.sources(),
                        new ExpressionCompiler(),
                        Scope.beforeIdentity(),
                        Names.NONE,
                        "");
        Scenario scenario = section.read(files.root(), context);
        Findings findings = new Findings(files.places(), problems);
        if (context.isComplete()) {
            new ScenarioCheck(config.flows(), config.apps(), config.factors().keySet(), findings)
                    .check(List.of(scenario));
        }
        return new LoadedCase(
                problems.hasErrors() ? null : scenario,
                new ProblemReport(problems.sorted(), files));
    }
}
