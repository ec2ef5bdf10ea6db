package dev.vestibule.cli.terminal;

import dev.vestibule.gateway.StartFailure;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Asks for a password: without echo at a terminal, else as one line of the input, so that a script
 * can hand it over without a file and without an argument that other users see.
 *
 * @param input read byte by byte, so that what follows the line is left for the next question
 */
public record PasswordPrompt(InputStream input) {

    /**
     * The password, which may be empty.
     *
     * @param question printed where the user sees it, without a line break
     * @throws StartFailure when the input ends before the line or cannot be read
     */
    public String ask(String question, PrintWriter messages) {
        var console = System.console();
        if (console != null && atTerminal()) {
            char[] typed = console.readPassword("%s", question);
            return typed == null ? "" : new String(typed);
        }
        messages.print(question);
        messages.flush();
        try {
            String line = line();
            messages.println();
            return line;
        } catch (IOException unreadable) {
            throw StartFailure.because(
                    "The password cannot be read from the input; write it there as one line.",
                    unreadable);
        }
    }

    /** Whether the user types; else a file or another program is read. */
    public boolean atTerminal() {
        var console = System.console();
        return input == System.in && console != null && console.isTerminal();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = input.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = input.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The prompt of the command line that this command belongs to. */
    public static PasswordPrompt of(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof Answers user
                ? new PasswordPrompt(user.answers())
                : new PasswordPrompt(System.in);
    }

    /** The topmost command, which knows where the user answers. */
    public interface Answers {
        /** Where the user answers questions. */
        InputStream answers();
    }
}
