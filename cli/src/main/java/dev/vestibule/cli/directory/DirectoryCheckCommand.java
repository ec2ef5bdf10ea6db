package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.inspect.Finding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** Says what the directory lacks. */
@Command(
        name = "check",
        description =
                "Reports what the directory lacks: schema, tree, indexes, rights. Changes"
                        + " nothing without --probe.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule directory check --config /etc/vestibule",
            "  vestibule directory check --config ./config --format json",
            "  vestibule directory check --config /etc/vestibule -H ldapi:///"
        })
final class DirectoryCheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text or json; text is the default.")
    private Format format;

    @Option(
            names = "--probe",
            description = "Try the right to write, with entries named vestibule-probe.")
    private boolean probe;

    /** How findings are printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() {
        DirectoryAccess access = DirectoryAccess.of(options, spec.commandLine());
        DirectoryNeeds needs = DirectoryNeeds.of(access.config());
        DirectoryReport report =
                new DirectoryReport(
                        access.result(),
                        needs,
                        new DirectoryInspection(access.config())
                                .findings(needs.query(probe), access.asking()));
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case TEXT -> report.text();
                            case JSON -> report.json();
                        });
        spec.commandLine().getOut().flush();
        return (report.hasProblems() ? ExitCode.PROBLEMS : ExitCode.FINE).code();
    }

    /** The findings, or the end of the command where there are none to be had. */
    static List<Finding> findings(Reply<List<Finding>> reply) {
        return reply.orThrow(DirectoryCheckCommand::unreachable);
    }

    static StartFailure unreachable(Failure failure) {
        return StartFailure.because("The directory cannot be asked: " + failure.detail() + ".");
    }
}
