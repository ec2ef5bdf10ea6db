package dev.vestibule.cli;

import picocli.CommandLine;

/**
 * Where a process of the role {@code gateway} begins. Its class path has neither the provisioning
 * service nor an LDAP SDK, so that it has the command {@code run} and no other.
 */
public final class GatewayMain {
    private GatewayMain() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        Main.configureLogging(arguments);
        System.exit(
                Main.prepared(
                                new CommandLine(new VestibuleCommand(System.in))
                                        .addSubcommand(new RunCommand()))
                        .execute(arguments));
    }
}
