package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.ShowAccount;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

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
final class ShowAccountCommand implements Callable<Integer> {
    private final GatewayEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();
    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    ShowAccountCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return options.read(environment, spec.commandLine(), this::show);
    }

    private ExitCode show(AccountConsole console) {
        CommandLine command = spec.commandLine();
        return switch (console.accounts().send(new ShowAccount(account)).await()) {
            case Value(var found) -> {
                command.getOut().print(format.format().whole(found));
                yield ExitCode.FINE;
            }
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, account);
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }
}
