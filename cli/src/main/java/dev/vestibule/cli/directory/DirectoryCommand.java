package dev.vestibule.cli.directory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The administrator's tools for the directory. */
@Command(
        name = "directory",
        description = "Checks or prepares the directory that accounts are written into.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DirectoryCheckCommand.class, DirectoryInitCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule directory check --config /etc/vestibule",
            "  vestibule directory init --config /etc/vestibule > prepare.ldif"
        })
public final class DirectoryCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
