package dev.vestibule.gateway;

import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.DirectorySettings.Embedded;
import dev.vestibule.flow.model.DirectorySettings.Remote;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.DirectoryPassword;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Which directory the tools work on, and as whom. */
final class DirectoryAccess {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    @Option(
            names = "--bind-dn",
            paramLabel = "DN",
            description = "An administrator; the gateway's own account when it is not given.")
    private @Nullable String bindDn;

    @Option(
            names = "--bind-password-file",
            paramLabel = "FILE",
            description = "The administrator's password.")
    private @Nullable Path passwordFile;

    /** The configuration, which has to be free of errors. */
    LoadResult load() {
        return ValidFolder.load(folder);
    }

    /** The tools, started. */
    DirectoryTools open(FlowConfig config) {
        DirectoryConfig gateway = gateway(config);
        return DirectoryTools.start(gateway, asking(gateway));
    }

    /** The same directory, with the account that was named. */
    DirectoryConfig asking(DirectoryConfig gateway) {
        return bindDn == null ? gateway : gateway.as(bindDn, password(passwordFile));
    }

    /** What the gateway is configured with. */
    static DirectoryConfig gateway(FlowConfig config) {
        DirectorySettings settings = config.directory();
        if (settings == null) {
            throw noDirectory();
        }
        return switch (settings.server()) {
            case Remote(var urls) -> {
                Bind bind = Objects.requireNonNull(settings.bind(), "the checker wants one");
                yield DirectoryParts.config(settings, bind, urls);
            }
            case Embedded _ ->
                    throw StartFailure.because(
                            "The embedded directory has all that it needs: there is nothing to"
                                    + " prepare.");
        };
    }

    static StartFailure noDirectory() {
        return StartFailure.because("The configuration names no directory.");
    }

    private static DirectoryPassword password(@Nullable Path file) {
        if (file == null) {
            throw StartFailure.because("Name a --bind-password-file together with --bind-dn.");
        }
        try {
            return new DirectoryPassword(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw StartFailure.because("The file " + file + " cannot be read.", unreadable);
        }
    }
}
