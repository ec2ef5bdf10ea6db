package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.CommandGroup;

import picocli.CommandLine.Command;

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
public final class DirectoryCommand extends CommandGroup {}
