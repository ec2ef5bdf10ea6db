package dev.vestibule.flow;

import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ExpressionCompiler.Failures;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.schema.Names;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.yaml.MergedFiles;
import dev.vestibule.flow.yaml.References;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Reads files that the checker refuses, so that a test can look at what it says of them. */
public final class UncheckedFiles {
    private final ExpressionCompiler compiler = new ExpressionCompiler(Failures.UNHEARD);
    private final RootSection root =
            new RootSection(
                    StandardTypes.steps(), StandardTypes.authenticators(), StandardTypes.factors());

    /** The configuration as it is written; each secret is the same word. */
    public FlowConfig read(String yaml) {
        Problems problems = new Problems();
        MergedFiles files =
                MergedFiles.read(Map.of("config.yaml", yaml), root.section().names(), problems);
        return root.section()
                .read(
                        files.root(),
                        new ParseContext(
                                problems,
                                new References(Path.of("."), _ -> "secret", _ -> null),
                                files.sources(),
                                compiler,
                                Scope.beforeIdentity(),
                                Names.of(
                                        files.root(),
                                        Set.copyOf(StandardTypes.factors().section().names())),
                                ""));
    }
}
