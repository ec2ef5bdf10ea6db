package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;

import picocli.CommandLine.Model.CommandSpec;

/** The end of a command: all that it was asked for, and then its exit code. */
final class Output {
    private Output() {}

    /** Prints the text, which ends with a line break of its own. */
    static int of(CommandSpec spec, String text, ExitCode code) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return code.code();
    }
}
