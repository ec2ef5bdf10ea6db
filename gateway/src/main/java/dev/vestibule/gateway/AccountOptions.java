package dev.vestibule.gateway;

import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.Secret;
import dev.vestibule.flow.problem.ProblemReport;
import dev.vestibule.provisioning.api.ProvisioningFailure;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** What every command about accounts takes. */
final class AccountOptions {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = "--bind-dn",
            paramLabel = "DN",
            description =
                    "The directory's administrator; the gateway's own account unless given, which"
                            + " may read and disable.")
    private @Nullable String bindDn;

    @Option(
            names = "--bind-password-file",
            paramLabel = "FILE",
            description = "The file with the administrator's password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text or json (one object a line); text is the default.")
    private AccountFormat format;

    AccountFormat format() {
        return format;
    }

    /** Opens the console, does the work, and says what went wrong. */
    int run(
            GatewayEnvironment environment,
            CommandLine command,
            Function<AccountConsole, ExitCode> work) {
        try (AccountConsole console =
                AccountConsole.open(environment, folder, administrator(command))) {
            return work.apply(console).code();
        } catch (StartFailure failure) {
            ProblemReport problems = failure.problems();
            if (problems == null) {
                throw failure;
            }
            command.getErr().print(problems.text());
            command.getErr().println("vestibule: " + failure.getMessage());
            return ExitCode.PROBLEMS.code();
        } finally {
            command.getOut().flush();
        }
    }

    /** Prints why the directory did not do it. */
    static ExitCode failed(CommandLine command, ProvisioningFailure failure) {
        String remedy =
                switch (failure) {
                    case DirectoryUnavailable _ ->
                            "; see that it runs and that `directory.url` and `directory.bind` are"
                                    + " right.";
                    case PolicyRefused _ ->
                            "; act as its administrator with --bind-dn and --bind-password-file.";
                    default -> ".";
                };
        return told(command, "The directory did not do it (" + failure.detail() + ")" + remedy);
    }

    static ExitCode noSuchAccount(CommandLine command, String account) {
        return told(
                command,
                "There is no account " + account + "; `vestibule account list` names them.");
    }

    static ExitCode told(CommandLine command, String sentence) {
        command.getErr().println("vestibule: " + sentence);
        return ExitCode.PROBLEMS;
    }

    private @Nullable Bind administrator(CommandLine command) {
        if (bindDn == null && passwordFile == null) {
            return null;
        }
        if (bindDn == null || passwordFile == null) {
            throw new ParameterException(
                    command, "--bind-dn and --bind-password-file go together.");
        }
        try {
            return new Bind(bindDn, new Secret(Files.readString(passwordFile).strip()));
        } catch (IOException unreadable) {
            throw StartFailure.because(passwordFile + " cannot be read.", unreadable);
        }
    }
}
