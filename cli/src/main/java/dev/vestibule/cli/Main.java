package dev.vestibule.cli;

import dev.vestibule.cli.account.AccountCommand;
import dev.vestibule.cli.directory.DirectoryCommand;
import dev.vestibule.cli.flows.DiffCommand;
import dev.vestibule.cli.flows.ExamplesCommand;
import dev.vestibule.cli.flows.ExplainCommand;
import dev.vestibule.cli.flows.GraphCommand;
import dev.vestibule.cli.flows.InitCommand;
import dev.vestibule.cli.flows.SimulateCommand;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.cli.terminal.VisibleWriter;
import dev.vestibule.gateway.StartFailure;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the process begins. */
public final class Main {
    private static final String LOGGING = "logback.configurationFile";

    /** The width of the help, so that no example is wrapped. */
    private static final int WIDTH = 100;

    private Main() {}

    /** Runs the command line and exits with its code; see {@link ExitCode}. */
    public static void main(String[] arguments) {
        configureLogging(arguments);
        System.exit(commandLine().execute(arguments));
    }

    static void configureLogging(String... arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, logging(arguments));
        }
    }

    /**
     * Where the log goes. The standard output of a gateway is its log; that of every other command
     * is what was asked for, perhaps by a program.
     */
    static String logging(String... arguments) {
        boolean serves = arguments.length > 0 && arguments[0].equals("run");
        return serves ? "logback.xml" : "logback-command.xml";
    }

    /** The product's commands. */
    public static CommandLine commandLine() {
        return commandLine(System.in);
    }

    /** The product's commands with the demo itself in place of the hint to it. */
    public static CommandLine commandLineWith(Object demo) {
        CommandLine line = commandLine();
        line.getCommandSpec().removeSubcommand(DemoHint.NAME);
        return line.addSubcommand(demo);
    }

    /**
     * The same with another input.
     *
     * @param answers the input with the answers to questions
     */
    public static CommandLine commandLine(InputStream answers) {
        return prepared(
                new CommandLine(new VestibuleCommand(answers))
                        .addSubcommand(new RunCommand())
                        .addSubcommand(new CheckCommand())
                        .addSubcommand(new SimulateCommand())
                        .addSubcommand(new ExplainCommand())
                        .addSubcommand(new GraphCommand())
                        .addSubcommand(new DiffCommand())
                        .addSubcommand(new ExamplesCommand())
                        .addSubcommand(new InitCommand())
                        .addSubcommand(AccountCommand.line())
                        .addSubcommand(new SchemaCommand())
                        .addSubcommand(new DirectoryCommand())
                        .addSubcommand(new DemoHint()));
    }

    /** The line with what all commands have. */
    static CommandLine prepared(CommandLine commands) {
        CommandLine line =
                commands.setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(Main::failed)
                        // The handler itself would replace both writers if it was made while
                        // System.out or System.err was another one, as Vert.x does for a moment.
                        .setExecutionStrategy(parsed -> new RunLast().execute(parsed))
                        // What a terminal does with colours, it does with a value's escapes too.
                        .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                        .setOut(writer(System.out))
                        .setErr(writer(System.err));
        complete(line, line.getCommandSpec().version());
        return line;
    }

    /**
     * Output is UTF-8, whatever the terminal uses. The writer uses the stream itself, so that it
     * notices when the stream is closed.
     */
    static PrintWriter writer(PrintStream stream) {
        return new VisibleWriter(stream);
    }

    /** What every command has. */
    private static void complete(CommandLine line, String... version) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode each : ExitCode.values()) {
            meanings.put(String.valueOf(each.code()), each.meaning());
        }
        line.getCommandSpec()
                .version(version)
                .usageMessage()
                .width(WIDTH)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(meanings);
        line.getSubcommands().values().forEach(each -> complete(each, version));
    }

    private static int failed(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (!(failure instanceof StartFailure known)) {
            failure.printStackTrace(command.getErr());
            return ExitCode.CANNOT_START.code();
        }
        var problems = known.problems();
        if (problems != null) {
            command.getErr().print(problems.text());
        }
        command.getErr().println("vestibule: " + known.getMessage());
        return (problems == null ? ExitCode.CANNOT_START : ExitCode.PROBLEMS).code();
    }

    /**
     * Lists {@code demo} in the help of the product. The launcher starts the demo from a jar of its
     * own, in which the real command takes the place of this one.
     */
    @Command(
            name = DemoHint.NAME,
            description =
                    "Runs a demo on this machine: gateway, directory, identity provider and application.",
            mixinStandardHelpOptions = true)
    static final class DemoHint implements Runnable {
        static final String NAME = "demo";

        @Spec private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "The demo has a jar of its own; start it with: ./vestibule demo");
        }
    }
}
