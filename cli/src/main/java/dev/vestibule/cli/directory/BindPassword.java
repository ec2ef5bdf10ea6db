package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.PasswordPrompt;
import dev.vestibule.cli.terminal.ValidFolder;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.http.Tokens;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The password of the gateway's account while a directory is prepared: from the configuration, and
 * if it is not there yet typed at the terminal or made. Other secrets are not needed for that.
 */
final class BindPassword {
    private static final String PATH = "directory.bind.password";

    private final Tokens tokens;
    private final CommandLine command;
    private @Nullable String made;
    private boolean known = true;

    BindPassword(Tokens tokens, CommandLine command) {
        this.tokens = tokens;
        this.command = command;
    }

    /**
     * Reads the folder.
     *
     * @throws StartFailure when it has problems other than secrets that are missing
     */
    FlowConfig load(Path folder) {
        return Objects.requireNonNull(ValidFolder.load(folder, this::standIn).config());
    }

    private String standIn(String path) {
        if (!path.equals(PATH)) {
            return tokens.next();
        }
        known = false;
        PasswordPrompt prompt = PasswordPrompt.of(command);
        String typed =
                prompt.atTerminal()
                        ? prompt.ask(
                                "There is no "
                                        + PATH
                                        + " yet. Type one, or press Enter to create one: ",
                                command.getErr())
                        : "";
        made = typed.isEmpty() ? tokens.next() : null;
        return typed.isEmpty() ? String.valueOf(made) : typed;
    }

    /** Whether it is the one that the gateway will use. */
    boolean known() {
        return known;
    }

    /** Tells a password that was made, which is nowhere else. */
    void tell(String account) {
        if (made != null) {
            command.getErr()
                    .println(
                            ("The password of %s was created, and is shown this once: %s%nStore it where %s"
                                            + " refers to.")
                                    .formatted(account, made, PATH));
        } else if (!known) {
            command.getErr().println("Store the password where " + PATH + " comes from.");
        }
    }
}
