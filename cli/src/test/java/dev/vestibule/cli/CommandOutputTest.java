package dev.vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a program reads from the standard output of a command. */
class CommandOutputTest {

    @Test
    void theLogOfACommandIsOnTheErrorOutputAndSaysOnlyWhatGoesWrong() throws Exception {
        Logger root = configured(Main.logging("account", "export"));

        assertThat(root.getLevel()).isEqualTo(Level.WARN);
        assertThat(console(root, "stderr").getTarget()).isEqualTo("System.err");
    }

    @Test
    void theLogOfTheGatewayIsItsStandardOutput() throws Exception {
        Logger root = configured(Main.logging("run", "--config", "folder"));

        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        assertThat(console(root, "stdout").getTarget()).isEqualTo("System.out");
    }

    @Test
    void whatNobodyTakesIsNoticed() {
        PrintWriter writer = Main.writer(new PrintStream(new PipedOutputStream()));

        writer.print("text");

        assertThat(writer.checkError()).isTrue();
    }

    @Test
    void textIsUtf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Main.writer(new PrintStream(bytes, true, StandardCharsets.US_ASCII)).println("\u00e4");

        assertThat(bytes.toByteArray()).startsWith(0xc3, 0xa4);
    }

    /** Vert.x does so for a moment while it looks for a library to log with. */
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void whatIsSaidIsNotLostWhenTheErrorOutputOfTheProcessIsReplacedMeanwhile() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream standard = System.err;
        CommandLine line;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            line = Main.commandLine();
        } finally {
            System.setErr(standard);
        }

        line.setErr(new PrintWriter(bytes, true, StandardCharsets.UTF_8));
        line.execute("explain", "no-such-folder");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("no-such-folder");
    }

    private static Logger configured(String resource) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Objects.requireNonNull(
                        Main.class.getClassLoader().getResource(resource), resource));
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static ConsoleAppender<ILoggingEvent> console(Logger root, String name) {
        return (ConsoleAppender<ILoggingEvent>) root.getAppender(name);
    }
}
