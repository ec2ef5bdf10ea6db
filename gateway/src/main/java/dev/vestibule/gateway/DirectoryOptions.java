package dev.vestibule.gateway;

import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which folder a command reads, and whom the directory takes it for. */
final class DirectoryOptions {
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

    Path folder() {
        return folder;
    }

    /**
     * The administrator's account; null for the gateway's own.
     *
     * @throws ParameterException when only one half of it is given
     * @throws StartFailure when the password cannot be read
     */
    @Nullable Bind administrator(CommandLine command) {
        if (bindDn == null && passwordFile == null) {
            return null;
        }
        if (bindDn == null) {
            throw new ParameterException(
                    command,
                    "--bind-password-file is given without --bind-dn; name the account that the"
                            + " password belongs to.");
        }
        if (passwordFile == null) {
            throw new ParameterException(
                    command,
                    "--bind-dn is given without --bind-password-file; name the file with the"
                            + " password of that account.");
        }
        return new Bind(bindDn, password(passwordFile));
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
                    "The file " + file + " cannot be read; mend its name or its rights.",
                    unreadable);
        }
    }
}
