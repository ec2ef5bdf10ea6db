package dev.vestibule.cli.directory;

import dev.vestibule.cli.composition.ProvisioningModule;
import dev.vestibule.cli.terminal.ValidFolder;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import picocli.CommandLine;

import java.util.Objects;

/** The directory that the tools work on, and the account that they use. */
record DirectoryAccess(LoadResult result, BindIdentity asking) {

    /**
     * Reads the folder, which must be free of errors.
     *
     * @throws StartFailure when it is not, or the administrator's password cannot be read
     */
    static DirectoryAccess of(ServerOptions options, CommandLine command) {
        BindIdentity asking = options.asking(command);
        return new DirectoryAccess(ValidFolder.load(options.folder()), asking);
    }

    FlowConfig config() {
        return Objects.requireNonNull(result.config());
    }

    /** The tools, started. */
    DirectoryTools open() {
        return DirectoryTools.start(gateway(config()), asking);
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
                yield ProvisioningModule.config(settings, bind, urls)
                        .withOtherPeople(config.otherPeople());
            }
            case Embedded _ ->
                    throw StartFailure.because(
                            "The embedded directory is complete: there is nothing to prepare.");
        };
    }

    static StartFailure noDirectory() {
        return StartFailure.because("The configuration has no directory.");
    }
}
