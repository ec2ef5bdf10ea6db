package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import io.vertx.core.json.JsonObject;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The format that a command prints. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text or json (one object a line); text is the default.")
    private AccountFormat format;

    AccountFormat format() {
        return format;
    }

    /** Prints what was done, as a sentence or as an object; it is fine. */
    ExitCode say(CommandLine command, String sentence, JsonObject object) {
        command.getOut().println(VisibleText.of(format.outcome(sentence, object)));
        return ExitCode.FINE;
    }
}
