package dev.vestibule.cli.flows;

import dev.vestibule.cli.Main;
import dev.vestibule.cli.terminal.VisibleWriter;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command that has run.
 *
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = Main.commandLine();
        line.setOut(new VisibleWriter(new PrintStream(out)))
                .setErr(new VisibleWriter(new PrintStream(err)));
        int code = line.execute(arguments);
        return new CommandRun(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
