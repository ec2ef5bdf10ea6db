package dev.vestibule.cli.terminal;

import dev.vestibule.provisioning.vocabulary.VisibleText;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes to a terminal or a program, as UTF-8, and lets nothing through that a terminal obeys
 * instead of showing it.
 */
public final class VisibleWriter extends PrintWriter {
    public VisibleWriter(PrintStream stream) {
        super(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int c) {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) {
        String shown = VisibleText.lines(text.substring(from, from + length));
        super.write(shown, 0, shown.length());
    }
}
