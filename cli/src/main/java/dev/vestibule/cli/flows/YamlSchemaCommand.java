package dev.vestibule.cli.flows;

import dev.vestibule.flow.YamlSchema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the schema of the YAML. */
@Command(
        name = "yaml",
        description = "Prints the JSON Schema of the YAML, for editors.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule schema yaml > vestibule.schema.json")
public final class YamlSchemaCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(YamlSchema.json());
        spec.commandLine().getOut().flush();
    }
}
