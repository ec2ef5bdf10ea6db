package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.cli.terminal.PasswordPrompt;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.vocabulary.Counted;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import io.vertx.core.json.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.UUID;

/** Disables, enables or deletes one account. */
@Command(mixinStandardHelpOptions = true)
final class ChangeAccountCommand extends AccountChange {
    private final Change change;

    @Option(names = "--yes", description = "Does not ask for confirmation.")
    private boolean yes;

    ChangeAccountCommand(Change change) {
        this.change = change;
    }

    @Override
    ExitCode change(AccountConsole console, AccountDetails found) {
        if (!changes()) {
            return say("would " + verb() + " " + subject(found), planned(found));
        }
        if (!confirmed(found)) {
            return told("Nothing was changed; to delete, answer y or use --yes.");
        }
        var order = new ChangeAccount(UUID.randomUUID().toString(), found.dn(), change, null);
        return done(
                console.accounts().send(order).await(),
                found.dn(),
                changed -> say(outcome(changed), object(changed)));
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
        command().getErr().print("Delete " + VisibleText.of(subject(found)) + "? [y/N] ");
        command().getErr().flush();
        Scanner lines = new Scanner(PasswordPrompt.of(command()).input(), StandardCharsets.UTF_8);
        if (!lines.hasNextLine()) {
            command().getErr().println();
            return false;
        }
        return lines.nextLine().strip().equalsIgnoreCase("y");
    }

    private String subject(AccountDetails found) {
        long groups = found.groups().stream().filter(group -> group.member()).count();
        return change == Change.DELETE && groups > 0
                ? "%s and its membership in %s".formatted(found.dn(), Counted.of(groups, "group"))
                : found.dn();
    }

    private String verb() {
        return AccountFormat.word(change);
    }
}
