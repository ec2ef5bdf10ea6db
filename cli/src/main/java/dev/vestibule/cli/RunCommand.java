package dev.vestibule.cli;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
    private final GatewayEnvironment environment;

    @Spec private CommandSpec spec;

    @Mixin private final RoleOptions roles = new RoleOptions();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    RunCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        new Gateway(environment, roles.placement(spec.commandLine()))
                .start(folder)
                .await()
                .runUntilStopped();
        return ExitCode.FINE.code();
    }
}
