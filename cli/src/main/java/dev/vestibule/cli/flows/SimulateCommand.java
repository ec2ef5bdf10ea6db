package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.CaseLoader;
import dev.vestibule.flow.CaseLoader.LoadedCase;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.simulate.TestReport;
import dev.vestibule.flow.simulate.TestRun;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.account.SchemaValues;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the tests of a configuration, without side effects. */
@Command(
        name = "simulate",
        description = {
            "Runs the tests of a folder of YAML files: no HTTP, no directory, no secrets.",
            "Prints the steps, each condition with its value, and the account as LDIF."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule simulate /etc/vestibule",
            "  vestibule simulate /etc/vestibule --format json",
            "  vestibule simulate /etc/vestibule --given contractor-at-home.yaml"
        })
public final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = "--given",
            paramLabel = "FILE",
            description =
                    "Run one login in place of the tests: a YAML file with given, and expect if you"
                            + " like.")
    private @Nullable Path given;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "HUMAN",
            description = "human (or text) or json; human is the default.")
    private FlowFormat format;

    @Override
    public Integer call() {
        FlowConfig config = FlowFolder.load(folder);
        TestReport report =
                new TestReport(
                        TestRun.of(
                                config,
                                given == null ? config.tests() : single(config, given),
                                SchemaValues.standard()::written));
        return Output.of(
                spec,
                format.of(report::text, report::object),
                report.failed() == 0 ? ExitCode.FINE : ExitCode.PROBLEMS);
    }

    private static List<Scenario> single(FlowConfig config, Path file) {
        LoadedCase loaded = new CaseLoader(config).load(String.valueOf(file), text(file));
        if (loaded.scenario() == null) {
            throw StartFailure.of(loaded.report());
        }
        return List.of(loaded.scenario());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw StartFailure.because(
                    "The file " + file + " cannot be read; correct its name or its rights.",
                    unreadable);
        }
    }
}
