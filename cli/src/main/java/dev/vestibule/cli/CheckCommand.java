package dev.vestibule.cli;

import dev.vestibule.cli.directory.DirectoryNeeds;
import dev.vestibule.cli.directory.DirectoryReport;
import dev.vestibule.cli.directory.DirectoryTools;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problem.Severity;
import dev.vestibule.flow.problem.ProblemReport;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.theme.Wording;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.ldap.BindIdentity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Says everything that is wrong with a configuration folder, and starts nothing. */
@Command(
        name = "check",
        description = "Lists every problem of a folder of YAML files.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule check /etc/vestibule",
            "  vestibule check --without-secrets --format github ./config",
            "  vestibule check --directory ./config"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text (or human), json or github (annotations); text is the default.")
    private Format format;

    @Option(
            names = "--without-secrets",
            description =
                    "Accept environment variables and files of secrets that are missing, as they"
                            + " are on laptops and in CI.")
    private boolean withoutSecrets;

    @Option(
            names = "--directory",
            description = "Also check that the directory has what the configuration needs.")
    private boolean directory;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        FlowConfigLoader loader = new FlowConfigLoader(Wording.keys());
        LoadResult result =
                withoutSecrets ? loader.loadWithoutSecrets(folder) : loader.load(folder);
        List<Problem> more = directory ? inDirectory(result) : List.of();
        spec.commandLine().getOut().print(format.of(result.report(more), folder));
        spec.commandLine().getOut().flush();
        boolean fine =
                result.config() != null
                        && more.stream().noneMatch(found -> found.severity() == Severity.ERROR);
        return (fine ? ExitCode.FINE : ExitCode.PROBLEMS).code();
    }

    private static List<Problem> inDirectory(LoadResult result) {
        var config = result.config();
        if (config == null) {
            return List.of();
        }
        DirectoryNeeds needs = DirectoryNeeds.of(config);
        List<Finding> findings =
                DirectoryTools.findings(config, needs.query(false), new BindIdentity.Gateway());
        return new DirectoryReport(result, needs, findings).problems();
    }

    /** How problems of the configuration are printed. */
    enum Format {
        /** For users. */
        TEXT,
        /** The same, as other commands call it. */
        HUMAN,
        /** For programs. */
        JSON,
        /** Annotations that GitHub shows beside the changed lines. */
        GITHUB;

        String of(ProblemReport report, Path folder) {
            return switch (this) {
                case TEXT, HUMAN -> report.text();
                case JSON -> report.json();
                case GITHUB -> report.githubAnnotations(inRepository(folder));
            };
        }

        /** A run in CI starts in the root of the repository. */
        private static String inRepository(Path folder) {
            Path root = Path.of("").toAbsolutePath();
            Path here = folder.toAbsolutePath().normalize();
            String path = here.startsWith(root) ? root.relativize(here).toString() : "";
            return path.isEmpty() ? "" : path.replace('\\', '/') + "/";
        }
    }
}
