package dev.vestibule.gateway;

import dev.vestibule.flow.problem.ProblemReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Runs the gateway until the process is told to stop. */
@Command(
        name = "run",
        description = "Runs the gateway with a folder of YAML files.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule run --config /etc/vestibule")
final class RunCommand implements Callable<Integer> {
    private final Gateway gateway;

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    RunCommand(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            gateway.start(folder).await().runUntilStopped();
            return ExitCode.FINE.code();
        } catch (StartFailure failure) {
            ProblemReport problems = failure.problems();
            if (problems == null) {
                throw failure;
            }
            spec.commandLine().getErr().print(problems.text());
            spec.commandLine().getErr().println("vestibule: " + failure.getMessage());
            return ExitCode.PROBLEMS.code();
        }
    }
}
