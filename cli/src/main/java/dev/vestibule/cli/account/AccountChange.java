package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.provisioning.api.AccountDetails;

import io.vertx.core.json.JsonObject;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that changes one account, or only prints what it would do. */
abstract class AccountChange extends AccountTask {
    @Mixin private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "UID", description = "The username, or the distinguished name.")
    private String account;

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    /** Changes the account that was found, or, in a dry run, prints what would change. */
    abstract ExitCode change(AccountConsole console, AccountDetails found);

    @Override
    boolean changes() {
        return !dryRun;
    }

    @Override
    ExitCode work(AccountConsole console) {
        return about(console, account, found -> change(console, found));
    }

    /** The account as the user names it. */
    String account() {
        return account;
    }

    ExitCode say(String sentence, JsonObject object) {
        return format.say(command(), sentence, object);
    }
}
