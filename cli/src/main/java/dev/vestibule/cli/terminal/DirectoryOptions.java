package dev.vestibule.cli.terminal;

import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.StartFailure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command reads, and the account that it uses at the directory. */
public final class DirectoryOptions {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = {"-D", "--bind-dn"},
            paramLabel = "DN",
            description =
                    "The directory's administrator. By default the gateway's own account, which may"
                            + " read and disable.")
    private @Nullable String bindDn;

    @Option(
            names = "--bind-password-file",
            paramLabel = "FILE",
            description = "The file with the administrator's password.")
    private @Nullable Path passwordFile;

    @Option(
            names = {"-W", "--ask-password"},
            description =
                    "Ask for the administrator's password: without echo at a terminal, else as one"
                            + " line of the input.")
    private boolean ask;

    /** The folder with the YAML files. */
    public Path folder() {
        return folder;
    }

    /**
     * The administrator's account; null for the gateway's own.
     *
     * @throws ParameterException when only one half of it is given, or the password twice
     * @throws StartFailure when the password cannot be read
     */
    public @Nullable Bind administrator(CommandLine command) {
        if (bindDn == null && passwordFile == null && !ask) {
            return null;
        }
        String problem = contradiction();
        if (problem != null || bindDn == null) {
            throw new ParameterException(command, String.valueOf(problem));
        }
        return new Bind(bindDn, passwordFile == null ? asked(command) : password(passwordFile));
    }

    private @Nullable String contradiction() {
        if (bindDn == null) {
            return (ask ? "-W" : "--bind-password-file")
                    + " is given without --bind-dn; name the account that the password belongs to.";
        }
        if (passwordFile == null && !ask) {
            return "--bind-dn is given without --bind-password-file; name the file with the"
                    + " password of that account, or use -W to type it.";
        }
        return passwordFile != null && ask
                ? "-W and --bind-password-file are both given; keep one of them."
                : null;
    }

    private Secret asked(CommandLine command) {
        String password =
                PasswordPrompt.of(command).ask("Password of " + bindDn + ": ", command.getErr());
        if (password.isEmpty()) {
            throw StartFailure.because(
                    "The password of " + bindDn + " is empty; type it, or write it as one line.");
        }
        return new Secret(password);
    }

    private static Secret password(Path file) {
        try {
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw StartFailure.because(
                        "The file "
                                + file
                                + " is empty; write the administrator's password to it.");
            }
            return new Secret(password);
        } catch (IOException unreadable) {
            throw StartFailure.because(
                    "The file " + file + " cannot be read; correct its name or its rights.",
                    unreadable);
        }
    }
}
