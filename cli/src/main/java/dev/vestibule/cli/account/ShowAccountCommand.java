package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one account: what it has, from where and since when. */
@Command(
        name = "show",
        description = "Shows an account: its links, and the source of each attribute and group.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule account show ada --config /etc/vestibule",
            "  vestibule account show ada --format json --config /etc/vestibule"
        })
final class ShowAccountCommand extends AccountTask {

    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    @Override
    ExitCode work(AccountConsole console) {
        return about(
                console,
                account,
                found -> {
                    command().getOut().print(format.format().whole(found));
                    return ExitCode.FINE;
                });
    }
}
