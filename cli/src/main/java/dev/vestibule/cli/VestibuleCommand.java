package dev.vestibule.cli;

import dev.vestibule.cli.terminal.CommandGroup;
import dev.vestibule.cli.terminal.PasswordPrompt;

import picocli.CommandLine.Command;

import java.io.InputStream;

/** The command above all others; on its own it is wrong usage. */
@Command(
        name = "vestibule",
        description = "An identity gateway with just-in-time provisioning into LDAP.",
        mixinStandardHelpOptions = true,
        version = "vestibule 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule demo",
            "  vestibule check /etc/vestibule",
            "  vestibule run --config /etc/vestibule",
            "  vestibule account show ada --config /etc/vestibule",
            "  vestibule schema --for openldap > vestibule.ldif"
        })
final class VestibuleCommand extends CommandGroup implements PasswordPrompt.Answers {
    private final InputStream answers;

    /**
     * @param answers where the user answers questions
     */
    VestibuleCommand(InputStream answers) {
        this.answers = answers;
    }

    @Override
    public InputStream answers() {
        return answers;
    }
}
