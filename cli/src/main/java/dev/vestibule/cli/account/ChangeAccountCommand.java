package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import io.vertx.core.json.JsonObject;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Disables, enables or deletes one account. */
@Command(mixinStandardHelpOptions = true)
final class ChangeAccountCommand implements Callable<Integer> {
    private final Change change;
    private final GatewayEnvironment environment;
    private final InputStream answers;

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();
    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Does not ask for confirmation.")
    private boolean yes;

    ChangeAccountCommand(Change change, GatewayEnvironment environment, InputStream answers) {
        this.change = change;
        this.environment = environment;
        this.answers = answers;
    }

    @Override
    public Integer call() {
        return options.change(environment, spec.commandLine(), dryRun, this::change);
    }

    private ExitCode change(AccountConsole console) {
        CommandLine command = spec.commandLine();
        return switch (console.accounts().send(new ShowAccount(account)).await()) {
            case Value(var found) when dryRun -> {
                format.say(command, "would " + verb() + " " + subject(found), planned(found));
                yield ExitCode.FINE;
            }
            case Value(var found) when !confirmed(found) ->
                    AccountOptions.told(
                            command, "Nothing was changed; to delete, answer y or use --yes.");
            case Value(var found) -> carryOut(console, found);
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, account);
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private ExitCode carryOut(AccountConsole console, AccountDetails found) {
        CommandLine command = spec.commandLine();
        ChangeAccount order =
                new ChangeAccount(UUID.randomUUID().toString(), found.dn(), change, null);
        return switch (console.accounts().send(order).await()) {
            case Value(var changed) -> {
                format.say(command, outcome(changed), object(changed));
                yield ExitCode.FINE;
            }
            case Failed(NoSuchAccount _) -> AccountOptions.noSuchAccount(command, found.dn());
            case Failed(var failure) -> AccountOptions.failed(command, failure);
        };
    }

    private String outcome(AccountChanged changed) {
        String done = changed.changed() ? verb() + "d " : "was so already: ";
        boolean still = change == Change.ENABLE && !changed.state().usable();
        String rest =
                still
                        ? "; it is still %s by %s"
                                .formatted(
                                        AccountFormat.word(changed.state().kind()),
                                        changed.state().reason())
                        : "";
        return done + changed.dn() + rest;
    }

    private JsonObject planned(AccountDetails found) {
        return new JsonObject()
                .put("account", found.dn())
                .put("change", verb())
                .put("dryRun", true)
                .put("state", AccountFormat.word(found.state().kind()));
    }

    private JsonObject object(AccountChanged changed) {
        return new JsonObject()
                .put("account", changed.dn())
                .put("change", verb())
                .put("changed", changed.changed())
                .put(
                        "state",
                        change == Change.DELETE
                                ? null
                                : AccountFormat.word(changed.state().kind()));
    }

    private boolean confirmed(AccountDetails found) {
        if (yes || change != Change.DELETE) {
            return true;
        }
        spec.commandLine().getErr().print("Delete " + VisibleText.of(subject(found)) + "? [y/N] ");
        spec.commandLine().getErr().flush();
        Scanner lines = new Scanner(answers, StandardCharsets.UTF_8);
        if (!lines.hasNextLine()) {
            spec.commandLine().getErr().println();
            return false;
        }
        return lines.nextLine().strip().equalsIgnoreCase("y");
    }

    private String subject(AccountDetails found) {
        long groups = found.groups().stream().filter(group -> group.member()).count();
        return change == Change.DELETE && groups > 0
                ? "%s and its membership in %s"
                        .formatted(found.dn(), groups == 1 ? "1 group" : groups + " groups")
                : found.dn();
    }

    private String verb() {
        return AccountFormat.word(change);
    }
}
