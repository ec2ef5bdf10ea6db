package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Takes factors from an account whose user has lost them. */
@Command(
        name = "reset-factor",
        description =
                "Removes factors from an account, so that its user can sign in without them or"
                        + " enrol again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule account reset-factor ada --factor totp --config /etc/vestibule")
final class ResetFactorCommand implements Callable<Integer> {
    private final GatewayEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();
    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    @Option(
            names = "--factor",
            paramLabel = "FACTOR",
            defaultValue = "ALL",
            description = "totp, recovery_code, passkey or all; all is the default.")
    private Factor factor;

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    ResetFactorCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    /** What can be removed, as the configuration names it. */
    private enum Factor {
        TOTP(FactorAttribute.TOTP_SECRET),
        RECOVERY_CODE(FactorAttribute.RECOVERY_CODE),
        PASSKEY(FactorAttribute.PASSKEY),
        ALL(FactorAttribute.TOTP_SECRET, FactorAttribute.RECOVERY_CODE, FactorAttribute.PASSKEY);

        private final List<FactorAttribute> attributes;

        Factor(FactorAttribute... attributes) {
            this.attributes = List.of(attributes);
        }

        static List<String> names(Set<FactorAttribute> removed) {
            return EnumSet.complementOf(EnumSet.of(ALL)).stream()
                    .filter(factor -> removed.containsAll(factor.attributes))
                    .map(factor -> factor.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    @Override
    public Integer call() {
        return options.change(environment, spec.commandLine(), dryRun, this::reset);
    }

    private ExitCode reset(AccountConsole console) {
        CommandLine command = spec.commandLine();
        return switch (console.accounts().send(new ShowAccount(account)).await()) {
            case Value(var found) when dryRun -> planned(found);
            case Value(var found) -> reset(console, found);
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, account);
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private ExitCode planned(AccountDetails found) {
        List<String> names = Factor.names(Set.copyOf(factor.attributes));
        format.say(
                spec.commandLine(),
                "would remove %s from %s".formatted(String.join(", ", names), found.dn()),
                object(found.dn(), names).put("dryRun", true));
        return ExitCode.FINE;
    }

    private ExitCode reset(AccountConsole console, AccountDetails found) {
        CommandLine command = spec.commandLine();
        ResetFactors order =
                new ResetFactors(
                        UUID.randomUUID().toString(), found.dn(), Set.copyOf(factor.attributes));
        return switch (console.accounts().send(order).await()) {
            case Value(FactorsChanged(var dn, _, var removed)) -> {
                List<String> names = Factor.names(removed);
                format.say(
                        command,
                        names.isEmpty()
                                ? "was so already: " + dn + " has no such factor"
                                : "removed %s from %s".formatted(String.join(", ", names), dn),
                        object(dn, names).put("changed", !names.isEmpty()));
                yield ExitCode.FINE;
            }
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, found.dn());
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private static JsonObject object(String dn, List<String> names) {
        return new JsonObject()
                .put("account", dn)
                .put("change", "reset-factor")
                .put("factors", new JsonArray(names));
    }
}
