package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.DirectoryOptions;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;
import java.util.function.Function;

/** A command about accounts: opens the console, does its work, and says what went wrong. */
abstract class AccountTask implements Callable<Integer> {
    private final GatewayEnvironment environment = GatewayEnvironment.system();
    @Spec private CommandSpec spec;
    @Mixin private final DirectoryOptions directory = new DirectoryOptions();

    /** Does the work. */
    abstract ExitCode work(AccountConsole console);

    /** Whether the work changes accounts, and does not only say what it would do. */
    boolean changes() {
        return false;
    }

    GatewayEnvironment environment() {
        return environment;
    }

    CommandLine command() {
        return spec.commandLine();
    }

    @Override
    public Integer call() {
        AccountConsole console =
                AccountConsole.open(
                        environment,
                        new AccountConsole.Task(
                                directory.folder(), directory.administrator(command()), changes()));
        ExitCode code;
        try (console) {
            code = work(console);
        } finally {
            command().getOut().flush();
        }
        return (console.unrecorded() == 0 ? code : unrecorded()).code();
    }

    private ExitCode unrecorded() {
        return told(
                "The change was made, but is not completely in the audit log and in the events"
                        + " for webhooks; correct gateway.audit and gateway.data, and record the"
                        + " change by hand.");
    }

    /** Uses the account, or says why it is not to be had. */
    ExitCode about(AccountConsole console, String account, Function<AccountDetails, ExitCode> use) {
        return done(console.accounts().send(new ShowAccount(account)).await(), account, use);
    }

    /** Uses the answer about an account, or says why there is none. */
    <R> ExitCode done(Reply<R> reply, String account, Function<R, ExitCode> use) {
        return switch (reply) {
            case Value(var value) -> use.apply(value);
            case Failed(NoSuchAccount _) ->
                    told(
                            "There is no account %s; `vestibule account list` lists the accounts."
                                    .formatted(account));
            case Failed(var failure) -> failed(failure);
        };
    }

    /** Prints why the directory did not do it. */
    ExitCode failed(Failure failure) {
        String remedy =
                switch (failure) {
                    case DirectoryUnavailable _ when asAdministrator() ->
                            "; check that it runs, and that `directory.url`, --bind-dn and the password of"
                                    + " --bind-password-file or -W are correct.";
                    case DirectoryUnavailable _ ->
                            "; check that it runs and that `directory.url` and `directory.bind` are"
                                    + " correct.";
                    case PolicyRefused _ when asAdministrator() ->
                            "; check the rights of the account of --bind-dn.";
                    case PolicyRefused _ ->
                            "; use an administrator with --bind-dn and --bind-password-file, or -W.";
                    default -> ".";
                };
        return told("The directory refused it (" + failure.detail() + ")" + remedy);
    }

    private boolean asAdministrator() {
        return command().getParseResult().hasMatchedOption("--bind-dn");
    }

    /** A name that was mistyped would look like a connection without accounts. */
    void noteUnknown(AccountConsole console, @Nullable String connection) {
        if (connection != null && !console.config().connections().containsKey(connection)) {
            command()
                    .getErr()
                    .println(
                            ("The configuration has no connection %s; these accounts belong to a connection"
                                            + " that was removed.")
                                    .formatted(connection));
        }
    }

    ExitCode told(String sentence) {
        command().getErr().println("vestibule: " + VisibleText.of(sentence));
        return ExitCode.PROBLEMS;
    }
}
