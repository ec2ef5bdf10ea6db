package dev.vestibule.cli.flows;

import dev.vestibule.flow.example.Examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the examples of flows. */
@Command(
        name = "examples",
        description = "Lists the examples of flows; init copies one of them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule examples")
public final class ExamplesCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        Examples.all()
                .forEach(example ->
                        spec.commandLine()
                                .getOut()
                                .println("%-24s%s".formatted(example.name(), example.meaning())));
        spec.commandLine().getOut().flush();
    }
}
