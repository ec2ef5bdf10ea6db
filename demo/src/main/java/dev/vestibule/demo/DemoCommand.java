package dev.vestibule.demo;

import dev.vestibule.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs everything embedded until the process is stopped. */
@Command(
        name = "demo",
        description = {
            "Runs everything in one process, on this machine only: gateway, directory, an"
                    + " identity provider without passwords, and an application.",
            "With port 0 the system chooses a port."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Path home;

    @Spec private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Gateway (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--ldap-port",
            paramLabel = "PORT",
            defaultValue = "1389",
            description = "LDAP (${DEFAULT-VALUE}).")
    private int ldapPort;

    @Option(
            names = "--provider-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Identity provider (${DEFAULT-VALUE}).")
    private int providerPort;

    @Option(
            names = "--app-port",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Application (${DEFAULT-VALUE}).")
    private int appPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "9090",
            description = "Health and metrics (${DEFAULT-VALUE}).")
    private int managementPort;

    @Option(
            names = "--mail-port",
            paramLabel = "PORT",
            defaultValue = "2525",
            description = "SMTP of the mailbox (${DEFAULT-VALUE}).")
    private int mailPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder for accounts and secrets; demo/data by default.")
    private Path data;

    /**
     * @param home the folder that holds {@code config} and, unless said otherwise, {@code data}
     */
    DemoCommand(Path home) {
        this.home = home;
        this.data = home.resolve("data");
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoPorts ports =
                new DemoPorts(port, ldapPort, providerPort, appPort, managementPort, mailPort);
        try {
            runUntilStopped(Demo.start(ports, new DemoFolders(home.resolve("config"), data)));
            return ExitCode.FINE.code();
        } catch (UncheckedIOException cannotStart) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    ("vestibule: The demo cannot start, %s; stop the other program, or see:"
                                    + " vestibule demo --help")
                            .formatted(cannotStart.getMessage()));
            return ExitCode.CANNOT_START.code();
        }
    }

    private void runUntilStopped(Demo demo) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop =
                new Thread(
                        () -> {
                            demo.close();
                            stopped.countDown();
                        },
                        "demo-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        print(demo);
        stopped.await();
    }

    private void print(Demo demo) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                """

                Open       %s
                Guests     %sguests/  (users without an account)
                Mailbox    %s  (codes that the gateway sends by mail)
                Directory  %s
                YAML       %s  (changes apply at once)
                Data       %s  (accounts survive a restart)

                Ctrl-C stops it.
                %n\
                """,
                demo.url(),
                demo.url(),
                demo.mailbox(),
                demo.searchLine(),
                shown(demo.config()),
                shown(data));
        out.flush();
    }

    private static Path shown(Path folder) {
        return folder.toAbsolutePath().normalize();
    }
}
