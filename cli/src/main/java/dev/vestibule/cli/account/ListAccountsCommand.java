package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.List;

/** Lists accounts. */
@Command(
        name = "list",
        description =
                "Lists accounts: username, state, connection that created it, last sign-in, DN.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule account list --connection google --config /etc/vestibule",
            "  vestibule account list --orphaned --config /etc/vestibule",
            "  vestibule account list --inactive-for 90d --format json --config /etc/vestibule"
        })
final class ListAccountsCommand extends AccountTask {

    @Mixin private final FormatOption format = new FormatOption();

    @Option(names = "--connection", paramLabel = "ID", description = "Created by this connection.")
    private @Nullable String connection;

    @Option(
            names = "--orphaned",
            description = "Created by a connection that the configuration no longer has.")
    private boolean orphaned;

    @Option(
            names = "--inactive-for",
            paramLabel = "TIME",
            converter = ListAccountsCommand.TimeSpan.class,
            description = "Without a sign-in for this time, for example 90d.")
    private @Nullable Duration inactive;

    @Option(names = "--disabled", description = "Disabled or locked, for any reason.")
    private boolean disabled;

    @Override
    ExitCode work(AccountConsole console) {
        noteUnknown(console, connection);
        var now = environment().clock().instant();
        AccountFilter filter =
                new AccountFilter(
                        connection,
                        orphaned ? List.copyOf(console.config().connections().keySet()) : null,
                        inactive == null ? null : now.minus(inactive),
                        disabled,
                        false);
        return new AccountPrinting(console, this).list(filter, format.format());
    }

    /** Reads a time span as the YAML has it. */
    static final class TimeSpan implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Types.DURATION.parser().parse(text);
            } catch (InvalidValue invalid) {
                throw new TypeConversionException(
                        "expected 12h or 90d, for example, not '" + text + "'");
            }
        }
    }
}
