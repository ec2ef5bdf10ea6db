package dev.vestibule.flow;

import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.parse.FlowConfigParser;
import dev.vestibule.flow.parse.ParsedConfig;
import dev.vestibule.flow.parse.SafeLines;
import dev.vestibule.flow.problem.Places;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.validate.FlowConfigValidator;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Loads a configuration: all of it, or every problem that it has. Safe for several threads. */
public final class FlowConfigLoader {
    private final ExpressionCompiler compiler = new ExpressionCompiler();

    /**
     * Loads the {@code *.yaml} and {@code *.yml} files of a folder, with the process's variables.
     */
    public LoadResult load(Path folder) {
        Problems problems = new Problems();
        return load(new ConfigFolder(folder).read(problems), folder, System::getenv, problems);
    }

    /**
     * The same for a tool that does not need every secret.
     *
     * @param standIns the replacement for a secret that cannot be read, by its path in the YAML;
     *     null makes it a problem
     */
    public LoadResult load(Path folder, Function<String, @Nullable String> standIns) {
        Problems problems = new Problems();
        FlowConfigParser parser = new FlowConfigParser(folder, System::getenv, standIns, compiler);
        return load(new ConfigFolder(folder).read(problems), parser, problems);
    }

    /**
     * Loads files that are read already.
     *
     * @param filesByName text by name, relative to the folder
     * @param folder what paths of secrets and data are relative to
     * @param environment value by name of an environment variable, null when it is not set
     */
    public LoadResult load(
            Map<String, String> filesByName,
            Path folder,
            Function<String, @Nullable String> environment) {
        Problems problems = new Problems();
        if (filesByName.isEmpty()) {
            ConfigFolder.empty(folder, problems);
        }
        return load(filesByName, folder, environment, problems);
    }

    private LoadResult load(
            Map<String, String> filesByName,
            Path folder,
            Function<String, @Nullable String> environment,
            Problems problems) {
        return load(
                filesByName,
                new FlowConfigParser(folder, environment, _ -> null, compiler),
                problems);
    }

    private static LoadResult load(
            Map<String, String> filesByName, FlowConfigParser parser, Problems problems) {
        if (filesByName.isEmpty()) {
            return new LoadResult(null, problems.sorted(), new Places(), SafeLines.none());
        }
        ParsedConfig parsed = parser.parse(filesByName, problems);
        if (parsed.complete()) {
            new FlowConfigValidator(parsed.config(), parsed.places(), problems).validate();
        }
        return new LoadResult(
                problems.hasErrors() ? null : parsed.config(),
                problems.sorted(),
                parsed.places(),
                parsed.lines());
    }
}
