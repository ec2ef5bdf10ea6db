package dev.vestibule.cli;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Runs the gateway until the process is stopped. */
@Command(
        name = "run",
        description = "Runs the gateway with a folder of YAML files.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule run --config /etc/vestibule")
final class RunCommand implements Callable<Integer> {
    private final Gateway gateway;

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
        gateway.start(folder).await().runUntilStopped();
        return ExitCode.FINE.code();
    }
}
