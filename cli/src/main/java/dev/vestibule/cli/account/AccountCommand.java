package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.CommandGroup;
import dev.vestibule.provisioning.api.ChangeAccount.Change;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about accounts; on its own it is wrong usage. */
@Command(
        name = "account",
        description = "Shows, lists and changes the accounts in the directory.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule account show ada --config /etc/vestibule",
            "  vestibule account list --inactive-for 90d --config /etc/vestibule",
            "  vestibule account delete ada --dry-run --config /etc/vestibule"
        })
public final class AccountCommand extends CommandGroup {
    /** The command with its subcommands. */
    public static CommandLine line() {
        return new CommandLine(new AccountCommand())
                .addSubcommand(new ShowAccountCommand())
                .addSubcommand(new ListAccountsCommand())
                .addSubcommand(new ExportAccountsCommand())
                .addSubcommand(new SweepAccountsCommand())
                .addSubcommand(new UnlinkAccountCommand())
                .addSubcommand(new ResetFactorCommand())
                .addSubcommand(change("disable", Change.DISABLE))
                .addSubcommand(change("enable", Change.ENABLE))
                .addSubcommand(change("delete", Change.DELETE));
    }

    private static CommandLine change(String name, Change change) {
        CommandLine line = new CommandLine(new ChangeAccountCommand(change)).setCommandName(name);
        line.getCommandSpec()
                .usageMessage()
                .description(
                        switch (change) {
                            case DISABLE ->
                                    "Disables the account; its sessions end within a minute.";
                            case ENABLE ->
                                    "Re-enables the account; from then on no rule disables it.";
                            case DELETE -> "Deletes the account and removes it from its groups.";
                        })
                .footerHeading("%nExample:%n")
                .footer("  vestibule account " + name + " ada --config /etc/vestibule");
        if (change != Change.DELETE) {
            line.getCommandSpec().remove(line.getCommandSpec().findOption("--yes"));
        }
        return line;
    }
}
