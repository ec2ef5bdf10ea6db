package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.graph.FlowGraph;
import dev.vestibule.flow.graph.Mermaid;
import dev.vestibule.flow.graph.Svg;
import dev.vestibule.flow.step.Flow;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Draws flows. */
@Command(
        name = "graph",
        description = "Draws a flow: its steps, with the conditions on the arrows.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule graph /etc/vestibule staff",
            "  vestibule graph /etc/vestibule staff --format svg > staff.svg"
        })
public final class GraphCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder with the *.yaml files.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FLOW",
            description = "The id of one flow; all flows without it, which svg cannot draw.")
    private @Nullable String flow;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "MERMAID",
            description = "mermaid or svg; mermaid is the default.")
    private Drawing format;

    /** How a graph is written. */
    enum Drawing {
        MERMAID,
        SVG
    }

    @Override
    public Integer call() {
        FlowConfig config = FlowFolder.load(folder);
        List<Flow> flows = FlowFolder.flows(config, flow, spec.commandLine());
        if (format == Drawing.SVG && flows.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "An SVG has one flow; name it: " + String.join(", ", config.flows().keySet()));
        }
        return Output.of(
                spec,
                flows.stream()
                        .map(each -> FlowGraph.of(each, config.apps().values()))
                        .map(this::drawn)
                        .collect(Collectors.joining("\n")),
                ExitCode.FINE);
    }

    private String drawn(FlowGraph graph) {
        return switch (format) {
            case MERMAID -> new Mermaid(graph).text();
            case SVG -> new Svg(graph).text();
        };
    }
}
