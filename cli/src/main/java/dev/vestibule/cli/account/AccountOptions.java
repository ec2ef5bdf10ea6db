package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.DirectoryOptions;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

import java.util.function.Function;

/** What every command about accounts takes. */
final class AccountOptions {
    @Mixin private final DirectoryOptions directory = new DirectoryOptions();

    /** Reads accounts: opens the console, does the work, and says what went wrong. */
    int read(
            GatewayEnvironment environment,
            CommandLine command,
            Function<AccountConsole, ExitCode> work) {
        return run(environment, command, false, work);
    }

    /** Does the same for work that changes accounts, unless it only says what it would do. */
    int change(
            GatewayEnvironment environment,
            CommandLine command,
            boolean dryRun,
            Function<AccountConsole, ExitCode> work) {
        return run(environment, command, !dryRun, work);
    }

    private int run(
            GatewayEnvironment environment,
            CommandLine command,
            boolean changes,
            Function<AccountConsole, ExitCode> work) {
        AccountConsole console =
                AccountConsole.open(
                        environment,
                        new AccountConsole.Task(
                                directory.folder(), directory.administrator(command), changes));
        ExitCode code;
        try (console) {
            code = work.apply(console);
        } finally {
            command.getOut().flush();
        }
        return (console.unrecorded() == 0 ? code : unrecorded(command)).code();
    }

    private static ExitCode unrecorded(CommandLine command) {
        return told(
                command,
                "The change was made, but is not completely in the audit log and in the events"
                        + " for webhooks; correct gateway.audit and gateway.data, and record the change by"
                        + " hand.");
    }

    /** Prints why the directory did not do it. */
    static ExitCode failed(CommandLine command, Failure failure) {
        String remedy =
                switch (failure) {
                    case DirectoryUnavailable _ when asAdministrator(command) ->
                            "; check that it runs, and that `directory.url`, --bind-dn and the password of"
                                    + " --bind-password-file or -W are correct.";
                    case DirectoryUnavailable _ ->
                            "; check that it runs and that `directory.url` and `directory.bind` are"
                                    + " correct.";
                    case PolicyRefused _ when asAdministrator(command) ->
                            "; check the rights of the account of --bind-dn.";
                    case PolicyRefused _ ->
                            "; use an administrator with --bind-dn and --bind-password-file, or -W.";
                    default -> ".";
                };
        return told(command, "The directory refused it (" + failure.detail() + ")" + remedy);
    }

    private static boolean asAdministrator(CommandLine command) {
        return command.getParseResult().hasMatchedOption("--bind-dn");
    }

    /** A name that was mistyped would look like a connection without accounts. */
    static void noteUnknown(
            CommandLine command, AccountConsole console, @Nullable String connection) {
        if (connection != null && !console.config().connections().containsKey(connection)) {
            command.getErr()
                    .println(
                            ("The configuration has no connection %s; these accounts belong to a connection"
                                            + " that was removed.")
                                    .formatted(connection));
        }
    }

    static ExitCode noSuchAccount(CommandLine command, String account) {
        return told(
                command,
                "There is no account "
                        + account
                        + "; `vestibule account list` lists the accounts.");
    }

    static ExitCode told(CommandLine command, String sentence) {
        command.getErr().println("vestibule: " + VisibleText.of(sentence));
        return ExitCode.PROBLEMS;
    }
}
