package dev.vestibule.gateway;

import picocli.CommandLine;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code; see {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The product's commands; other programs may add their own. */
    public static CommandLine commandLine() {
        return new CommandLine(new VestibuleCommand())
                .addSubcommand(new RunCommand(new Gateway(GatewayEnvironment.system())))
                .addSubcommand(new CheckCommand())
                .addSubcommand(AccountCommand.line(GatewayEnvironment.system(), System.in))
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new DirectoryCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::cannotStart);
    }

    private static int cannotStart(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (!(failure instanceof StartFailure known)) {
            failure.printStackTrace(command.getErr());
            return ExitCode.CANNOT_START.code();
        }
        command.getErr().println("vestibule: " + known.getMessage());
        return ExitCode.CANNOT_START.code();
    }
}
