package dev.vestibule.gateway;

import dev.vestibule.flow.problem.ProblemReport;

import picocli.CommandLine;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code; see {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The product's commands; other programs may add their own. */
    public static CommandLine commandLine() {
        return commandLine(System.in);
    }

    /**
     * The same with somebody else at the keyboard.
     *
     * @param answers where a person answers questions
     */
    public static CommandLine commandLine(InputStream answers) {
        CommandLine line =
                new CommandLine(new VestibuleCommand())
                        .addSubcommand(new RunCommand(new Gateway(GatewayEnvironment.system())))
                        .addSubcommand(new CheckCommand())
                        .addSubcommand(AccountCommand.line(GatewayEnvironment.system(), answers))
                        .addSubcommand(new SchemaCommand())
                        .addSubcommand(new DirectoryCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(Main::failed);
        tellExitCodes(line);
        return line;
    }

    private static void tellExitCodes(CommandLine line) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode each : ExitCode.values()) {
            meanings.put(String.valueOf(each.code()), each.meaning());
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(meanings);
        line.getSubcommands().values().forEach(Main::tellExitCodes);
    }

    private static int failed(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (!(failure instanceof StartFailure known)) {
            failure.printStackTrace(command.getErr());
            return ExitCode.CANNOT_START.code();
        }
        ProblemReport problems = known.problems();
        if (problems != null) {
            command.getErr().print(problems.text());
        }
        command.getErr().println("vestibule: " + known.getMessage());
        return (problems == null ? ExitCode.CANNOT_START : ExitCode.PROBLEMS).code();
    }
}
