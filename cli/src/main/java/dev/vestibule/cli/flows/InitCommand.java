package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.YamlSchema;
import dev.vestibule.flow.example.Examples;
import dev.vestibule.flow.example.Examples.Example;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.gateway.StartFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;

/** Begins a configuration with an example. */
@Command(
        name = "init",
        description = "Copies an example into a folder, with the schema for editors.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule init ./config --example skip-second-factor")
public final class InitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description =
                    "The folder; it is made if it does not exist, and nothing is overwritten.")
    private Path folder;

    @Option(
            names = "--example",
            paramLabel = "NAME",
            required = true,
            description = "The example, see vestibule examples.")
    private String name;

    @Override
    public Integer call() {
        Example example = Examples.named(name).orElseThrow(this::unknown);
        Path file = folder.resolve(example.name() + ".yaml");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, example.text(), StandardOpenOption.CREATE_NEW);
            Path schema = folder.resolve("vestibule.schema.json");
            if (!Files.exists(schema)) {
                Files.writeString(schema, YamlSchema.json(), StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException present) {
            spec.commandLine()
                    .getErr()
                    .println("vestibule: " + file + " exists; name another folder.");
            return ExitCode.PROBLEMS.code();
        } catch (IOException failed) {
            throw StartFailure.because(
                    "The file " + file + " cannot be written; check the rights of the folder.",
                    failed);
        }
        spec.commandLine()
                .getOut()
                .println("Written: %s. Next: vestibule simulate %s".formatted(file, folder));
        return ExitCode.FINE.code();
    }

    private ParameterException unknown() {
        List<String> names = Examples.all().stream().map(Example::name).toList();
        return new ParameterException(
                spec.commandLine(),
                "There is no example '%s'. %s"
                        .formatted(
                                name,
                                Nearest.remedy(
                                        name, names, "There are: " + String.join(", ", names))));
    }
}
