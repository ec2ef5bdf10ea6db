package dev.vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.cli.terminal.ExitCode;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the documentation says of the commands about accounts is what their help says. */
final class CommandReferenceTest {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final String BEGIN = "-Dtest=CommandReferenceTest -Dvestibule.write=true -->\n";
    private static final String END = "<!-- end of what is made -->";

    private final CommandLine account =
            requireNonNull(Main.commandLine().getSubcommands().get("account"));

    @Test
    void thePageSaysWhatTheHelpSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String made = page.substring(0, begin) + tables() + page.substring(page.indexOf(END));

        if (Boolean.getBoolean("vestibule.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(made);
    }

    @Test
    void theHelpOfEveryCommandHasAnExampleAndTheExitCodes() {
        assertThat(specs())
                .isNotEmpty()
                .allSatisfy(spec -> {
                    String help = spec.commandLine().getUsageMessage();
                    assertThat(help).contains("vestibule account " + spec.name());
                    for (ExitCode code : ExitCode.values()) {
                        assertThat(help)
                                .contains(code.code() + "   " + code.meaning().split(" ")[0]);
                    }
                });
    }

    private String tables() {
        return "| command | what | options beside those of all |\n|---|---|---|\n"
                + specs().stream().map(this::row).collect(Collectors.joining())
                + "\n| option | what |\n|---|---|\n"
                + options()
                + "\n| exit code | what |\n|---|---|\n"
                + Arrays.stream(ExitCode.values())
                        .map(code -> "| %d | %s |\n".formatted(code.code(), code.meaning()))
                        .collect(Collectors.joining());
    }

    private List<CommandSpec> specs() {
        return account.getSubcommands().values().stream().map(CommandLine::getCommandSpec).toList();
    }

    private String row(CommandSpec spec) {
        String parameters =
                spec.positionalParameters().stream()
                        .map(PositionalParamSpec::paramLabel)
                        .map(label -> " " + label)
                        .collect(Collectors.joining());
        String options =
                own(spec).stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !specs().stream().allMatch(has(name)))
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(" "));
        return "| `%s%s` | %s | %s |\n"
                .formatted(
                        spec.name(),
                        parameters,
                        String.join(" ", spec.usageMessage().description()),
                        options);
    }

    private static Predicate<CommandSpec> has(String option) {
        return spec -> spec.findOption(option) != null;
    }

    /** Each option once; with every meaning, where commands differ. */
    private String options() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (CommandSpec spec : specs()) {
            for (OptionSpec option : own(spec)) {
                String label =
                        option.arity().max() == 0
                                ? option.longestName()
                                : option.longestName() + " " + option.paramLabel();
                String what = String.join(" ", option.description());
                rows.merge(
                        label,
                        what,
                        (one, other) -> one.contains(other) ? one : one + " Or: " + other);
            }
        }
        return rows.entrySet().stream()
                .map(row -> "| `%s` | %s |\n".formatted(row.getKey(), row.getValue()))
                .collect(Collectors.joining());
    }

    private static List<OptionSpec> own(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .toList();
    }
}
