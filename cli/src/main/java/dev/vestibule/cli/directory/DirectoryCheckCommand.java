package dev.vestibule.cli.directory;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.cli.terminal.ValidFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Objects;
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
        var asking = options.asking(spec.commandLine());
        var result = ValidFolder.load(options.folder());
        var config = Objects.requireNonNull(result.config());
        DirectoryNeeds needs = DirectoryNeeds.of(config);
        DirectoryReport report =
                new DirectoryReport(
                        result, needs, DirectoryTools.findings(config, needs.query(probe), asking));
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
}
