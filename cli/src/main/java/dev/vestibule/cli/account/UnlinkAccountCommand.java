package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.Failure.LastLinkKept;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkAccount.AccountUnlinked;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Takes identities from an account. */
@Command(
        name = "unlink",
        description =
                "Removes the links to one issuer from an account, and withdraws the groups that"
                        + " their connection granted.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer =
                "  vestibule account unlink ada --issuer https://idp.example --config /etc/vestibule")
final class UnlinkAccountCommand implements Callable<Integer> {
    private final GatewayEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();
    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            required = true,
            description = "The issuer, as printed by `account show`.")
    private String issuer;

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    UnlinkAccountCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return options.change(environment, spec.commandLine(), dryRun, this::unlink);
    }

    private ExitCode unlink(AccountConsole console) {
        CommandLine command = spec.commandLine();
        return switch (console.accounts().send(new ShowAccount(account)).await()) {
            case Value(var found) -> unlink(console, found);
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, account);
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private ExitCode unlink(AccountConsole console, AccountDetails found) {
        CommandLine command = spec.commandLine();
        List<FederatedIdentity> links =
                found.links().stream().filter(link -> link.issuer().equals(issuer)).toList();
        if (links.isEmpty()) {
            return AccountOptions.told(
                    command,
                    "No link of %s has this issuer; `vestibule account show %s` lists its links."
                            .formatted(found.dn(), account));
        }
        for (FederatedIdentity link : links) {
            ExitCode code = dryRun ? planned(found, link) : unlink(console, found, link);
            if (code != ExitCode.FINE) {
                return code;
            }
        }
        return ExitCode.FINE;
    }

    private ExitCode planned(AccountDetails found, FederatedIdentity link) {
        format.say(
                spec.commandLine(),
                "would unlink " + link.subject() + " from " + found.dn(),
                object(found, link).put("dryRun", true));
        return ExitCode.FINE;
    }

    private ExitCode unlink(AccountConsole console, AccountDetails found, FederatedIdentity link) {
        CommandLine command = spec.commandLine();
        return switch (console.accounts().send(order(console, found, link)).await()) {
            case Value(AccountUnlinked(_, _, _, boolean changed, _)) -> {
                format.say(
                        command,
                        (changed ? "unlinked " : "was so already: ")
                                + link.subject()
                                + (changed ? " from " : " is not linked to ")
                                + found.dn(),
                        object(found, link).put("changed", changed));
                yield ExitCode.FINE;
            }
            case Failed(LastLinkKept _) ->
                    AccountOptions.told(command, "The last link of " + found.dn() + " stays.");
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, found.dn());
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private static JsonObject object(AccountDetails found, FederatedIdentity link) {
        return new JsonObject()
                .put("account", found.dn())
                .put("change", "unlink")
                .put("issuer", link.issuer())
                .put("subject", link.subject());
    }

    private UnlinkAccount order(
            AccountConsole console, AccountDetails found, FederatedIdentity link) {
        return new UnlinkAccount(
                UUID.randomUUID().toString(), found.dn(), link, connection(console), false);
    }

    /** Null where no connection, or more than one, has the issuer: then the groups stay. */
    private @Nullable String connection(AccountConsole console) {
        String plain = issuer.replaceFirst("#.*", "");
        List<String> ids =
                console.config().connections().values().stream()
                        .filter(connection -> connection.subjectIssuer().equals(plain))
                        .map(Connection::id)
                        .toList();
        return ids.size() == 1 ? ids.getFirst() : null;
    }
}
