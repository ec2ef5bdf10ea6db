package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.simulate.FlowDiff;
import dev.vestibule.provisioning.account.SchemaValues;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Compares how logins end in two versions of the files. */
@Command(
        name = "diff",
        description = {
            "Says which logins would end differently between two versions of the files.",
            "The tests of both versions are run on both. Exits with 1 if a login ends differently."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule diff /etc/vestibule ./new",
            "  vestibule diff /etc/vestibule ./new --format json"
        })
public final class DiffCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The folder before the change.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The folder after the change.")
    private Path after;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "HUMAN",
            description = "human (or text) or json; human is the default.")
    private FlowFormat format;

    @Override
    public Integer call() {
        FlowDiff diff =
                FlowDiff.of(
                        FlowFolder.load(before),
                        FlowFolder.load(after),
                        SchemaValues.standard()::written);
        return Output.of(
                spec,
                format.of(diff::text, diff::object),
                diff.logins().isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS);
    }
}
