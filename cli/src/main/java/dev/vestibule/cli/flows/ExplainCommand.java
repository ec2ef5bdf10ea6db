package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.explain.FlowExplanation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Says flows in sentences. */
@Command(
        name = "explain",
        description =
                "Says in sentences who is asked for what and when, and which connections create"
                        + " accounts.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vestibule explain /etc/vestibule", "  vestibule explain /etc/vestibule staff"})
public final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder with the *.yaml files.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FLOW",
            description = "The id of one flow; all flows without it.")
    private @Nullable String flow;

    @Override
    public Integer call() {
        FlowConfig config = FlowFolder.load(folder);
        String text =
                FlowFolder.flows(config, flow, spec.commandLine()).stream()
                        .map(each -> new FlowExplanation(config, each).text())
                        .collect(Collectors.joining("\n"));
        return Output.of(spec, text, ExitCode.FINE);
    }
}
