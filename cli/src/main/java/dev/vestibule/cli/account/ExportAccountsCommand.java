package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes accounts to the standard output, for other programs. */
@Command(
        name = "export",
        description = {
            "Prints every account with its links, attributes and groups.",
            "Passwords and secrets of factors are never included."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vestibule account export --config /etc/vestibule > accounts.jsonl",
            "  vestibule account export --format ldif --config /etc/vestibule > accounts.ldif"
        })
final class ExportAccountsCommand extends AccountTask {

    @Option(names = "--connection", paramLabel = "ID", description = "Created by this connection.")
    private @Nullable String connection;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "JSON",
            description =
                    "json (one object a line), or ldif (entries as the directory has them, for a"
                            + " backup); json is the default.")
    private Format format;

    @Override
    ExitCode work(AccountConsole console) {
        noteUnknown(console, connection);
        AccountFilter filter = new AccountFilter(connection, null, null, false, false);
        AccountPrinting printing = new AccountPrinting(console, this);
        return switch (format) {
            case JSON -> printing.print(filter, true, AccountFormat.JSON::whole);
            case LDIF -> printing.printLdif(filter);
        };
    }

    /** How accounts are written for other programs. */
    enum Format {
        /** One object a line, as this program names things. */
        JSON,
        /** Entries as the directory has them (RFC 2849). */
        LDIF
    }
}
