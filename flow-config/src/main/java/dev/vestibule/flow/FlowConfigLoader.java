package dev.vestibule.flow;

import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ExpressionCompiler.Failures;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.problem.SourceMap;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Names;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.yaml.MergedFiles;
import dev.vestibule.flow.yaml.References;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Loads a configuration: all of it, or every problem that it has. Safe for several threads. */
public final class FlowConfigLoader {
    /** Bytes of a file that is read; a larger one is a problem. */
    public static final long LARGEST = 4_000_000;

    private final ExpressionCompiler compiler;
    private final Section<FlowConfig> root;
    private final StepTypes steps;
    private final Set<String> factors;
    private final Set<String> texts;

    /** With the kinds of steps, connections and factors of the product. */
    public FlowConfigLoader() {
        this(Set.of());
    }

    /**
     * The same for a program that knows its pages.
     *
     * @param texts the keys of every text of the pages; others in a theme are reported
     */
    public FlowConfigLoader(Set<String> texts) {
        this(texts, Failures.UNHEARD);
    }

    /**
     * The same for a program that evaluates expressions.
     *
     * @param failures hears of those that fail
     */
    public FlowConfigLoader(Set<String> texts, Failures failures) {
        this.compiler = new ExpressionCompiler(failures);
        this.steps = StandardTypes.steps();
        // In their order: messages list them.
        this.factors = new LinkedHashSet<>(StandardTypes.factors().section().names());
        this.texts = Set.copyOf(texts);
        root =
                new RootSection(steps, StandardTypes.authenticators(), StandardTypes.factors())
                        .section();
    }

    /**
     * Loads the {@code *.yaml} and {@code *.yml} files of a folder, with the process's variables.
     */
    public LoadResult load(Path folder) {
        return load(folder, _ -> null);
    }

    /**
     * The same for a tool that does not need every secret.
     *
     * @param standIns the replacement for a secret that cannot be read, by its path in the YAML;
     *     null makes it a problem
     */
    public LoadResult load(Path folder, Function<String, @Nullable String> standIns) {
        Problems problems = new Problems();
        Map<String, String> files = read(folder, problems);
        return load(files, new References(folder, System::getenv, standIns), problems);
    }

    /**
     * The same where variables and files of secrets are elsewhere: one that is missing is no
     * problem, and what depends on its value is not checked.
     */
    public LoadResult loadWithoutSecrets(Path folder) {
        Problems problems = new Problems();
        Map<String, String> files = read(folder, problems);
        return load(files, new References(folder, System::getenv, _ -> null, true), problems);
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
            empty(folder, problems);
        }
        return load(filesByName, new References(folder, environment, _ -> null), problems);
    }

    private LoadResult load(
            Map<String, String> filesByName, References references, Problems problems) {
        if (filesByName.isEmpty()) {
            return new LoadResult(null, problems.sorted(), new SourceMap(), _ -> Optional.empty());
        }
        MergedFiles files = MergedFiles.read(filesByName, root.names(), problems);
        SourceMap places = files.places();
        ParseContext context =
                new ParseContext(
                        problems,
                        references,
                        files.sources(),
                        compiler,
                        Scope.beforeIdentity(),
                        Names.of(files.root(), factors),
                        "");
        FlowConfig config = root.read(files.root(), context);
        if (context.isComplete()) {
            new FlowConfigValidator(config, steps, texts, new Findings(places, problems))
                    .validate();
        }
        return new LoadResult(
                problems.hasErrors() ? null : config, problems.sorted(), places, files::of);
    }

    /** Text by file name; files that cannot be read are reported. */
    private static Map<String, String> read(Path folder, Problems problems) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> configs = entries.filter(FlowConfigLoader::isConfig).sorted().toList();
            configs.forEach(file -> read(file, files, problems));
            if (configs.isEmpty()) {
                empty(folder, problems);
            }
        } catch (IOException unreadable) {
            problems.error(
                    new Place(folder.toString(), 1, 1, ""),
                    "no folder that can be read",
                    "a folder with *.yaml files",
                    "Create the folder, or name another one.");
        }
        return files;
    }

    /** Reports a folder without configuration. */
    private static void empty(Path folder, Problems problems) {
        problems.error(
                new Place(folder.toString(), 1, 1, ""),
                "no file whose name ends with .yaml or .yml",
                "a folder with *.yaml files",
                "Put the configuration into this folder, or name another one.");
    }

    private static boolean isConfig(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && !name.startsWith(".")
                && Files.isRegularFile(file);
    }

    private static void read(Path file, Map<String, String> files, Problems problems) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) > LARGEST) {
                unreadable(name, "a file of more than " + LARGEST + " bytes", problems);
                return;
            }
            files.put(name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException malformed) {
            unreadable(name, "a file that is not in UTF-8" + strangeLine(file), problems);
        } catch (IOException failed) {
            unreadable(name, "a file that cannot be read", problems);
        }
    }

    /** The first line that is not in UTF-8, where most of the file is. */
    private static String strangeLine(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            long line = text.substring(0, text.indexOf('\ufffd')).lines().count();
            return line > 1 ? ", at line " + line : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static void unreadable(String name, String found, Problems problems) {
        problems.error(
                new Place(name, 1, 1, ""),
                found,
                "YAML in UTF-8",
                "Save it as UTF-8, readable for this process.");
    }
}
