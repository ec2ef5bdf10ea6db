package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.NoSuchAccount;
import dev.vestibule.provisioning.api.ProvisioningFailure;
import dev.vestibule.provisioning.api.ShowReply;

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
        return switch (console.accounts().show(account).await()) {
            case ShowReply.Shown(var found) -> {
                command.getOut().print(format.format().whole(found));
                yield ExitCode.FINE;
            }
            case NoSuchAccount(var name) -> AccountOptions.noSuchAccount(command, name);
            case ProvisioningFailure failure -> AccountOptions.failed(command, failure);
        };
    }
}
