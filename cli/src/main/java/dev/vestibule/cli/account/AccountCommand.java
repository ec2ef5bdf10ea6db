package dev.vestibule.cli.account;

import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.ChangeAccount.Change;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.InputStream;

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
public final class AccountCommand implements Runnable {
    @Spec private CommandSpec spec;

    /**
     * @param answers the input with the answers to questions
     */
    public static CommandLine line(GatewayEnvironment environment, InputStream answers) {
        return new CommandLine(new AccountCommand())
                .addSubcommand(new ShowAccountCommand(environment))
                .addSubcommand(new ListAccountsCommand(environment))
                .addSubcommand(new ExportAccountsCommand(environment))
                .addSubcommand(new SweepAccountsCommand(environment))
                .addSubcommand(new UnlinkAccountCommand(environment))
                .addSubcommand(new ResetFactorCommand(environment))
                .addSubcommand(change("disable", Change.DISABLE, environment, answers))
                .addSubcommand(change("enable", Change.ENABLE, environment, answers))
                .addSubcommand(change("delete", Change.DELETE, environment, answers))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static CommandLine change(
            String name, Change change, GatewayEnvironment environment, InputStream answers) {
        CommandLine line =
                new CommandLine(new ChangeAccountCommand(change, environment, answers))
                        .setCommandName(name);
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

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
