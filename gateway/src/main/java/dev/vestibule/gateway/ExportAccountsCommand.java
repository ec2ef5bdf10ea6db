package dev.vestibule.gateway;

import dev.vestibule.provisioning.api.AccountFilter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Writes accounts to the standard output, for other programs. */
@Command(
        name = "export",
        description = {
            "Writes every account with its links, attributes and groups, one JSON object a line.",
            "Passwords and the secrets of factors are never in it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule account export --config /etc/vestibule > accounts.jsonl")
final class ExportAccountsCommand implements Callable<Integer> {
    private final GatewayEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();

    @Option(names = "--connection", paramLabel = "ID", description = "Created by this connection.")
    private @Nullable String connection;

    ExportAccountsCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return options.read(
                environment,
                spec.commandLine(),
                console ->
                        new AccountPrinting(console, spec.commandLine())
                                .print(
                                        new AccountFilter(connection, null, null, false, false),
                                        true,
                                        AccountFormat.JSON::whole));
    }
}
