package dev.vestibule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Lists {@code demo} in the help of the product. The launcher starts the demo from a jar of its
 * own, in which the real command takes the place of this one.
 */
@Command(
        name = DemoHint.NAME,
        description =
                "Runs a demo on this machine: gateway, directory, identity provider and application.",
        mixinStandardHelpOptions = true)
final class DemoHint implements Runnable {
    static final String NAME = "demo";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "The demo has a jar of its own; start it with: ./vestibule demo");
    }
}
