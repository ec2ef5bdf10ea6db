package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Says everything that is wrong with a configuration folder, and starts nothing. */
@Command(
        name = "check",
        description = "Says everything that is wrong with a folder of YAML files.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vestibule check /etc/vestibule", "  vestibule check --format github ./config"})
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text, json or github (annotations); text is the default.")
    private ProblemFormat format;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        LoadResult result = new FlowConfigLoader().load(folder);
        spec.commandLine().getOut().print(format.of(result.report()));
        spec.commandLine().getOut().flush();
        return (result.config() == null ? ExitCode.PROBLEMS : ExitCode.FINE).code();
    }
}
