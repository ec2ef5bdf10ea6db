package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.lifecycle.LeaverSweep;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Does now what the gateway does once a day. */
@Command(
        name = "sweep",
        description =
                "Disables the accounts without a sign-in for the time in disable-after of their"
                        + " connection.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule account sweep --dry-run --config /etc/vestibule")
final class SweepAccountsCommand implements Callable<Integer> {
    private final GatewayEnvironment environment;
    private final AtomicLong leavers = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();

    @Spec private CommandSpec spec;
    @Mixin private final AccountOptions options = new AccountOptions();
    @Mixin private final FormatOption format = new FormatOption();

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    SweepAccountsCommand(GatewayEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return options.change(environment, spec.commandLine(), dryRun, this::sweep);
    }

    private ExitCode sweep(AccountConsole console) {
        CommandLine command = spec.commandLine();
        int connections = 0;
        for (Connection connection : console.config().connections().values()) {
            Duration limit = connection.provisioning().leavers().after();
            if (limit != null) {
                connections++;
                if (sweep(console, connection.id(), limit) instanceof Failed(var failure)) {
                    return AccountOptions.failed(command, failure);
                }
            }
        }
        command.getErr().println(summary(connections));
        return kept.get() == 0 ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private String summary(int connections) {
        if (connections == 0) {
            return "No connection has disable-after, so there is nothing to disable.";
        }
        String done = dryRun ? "would be disabled" : "disabled";
        String accounts = leavers.get() == 1 ? "account" : "accounts";
        return kept.get() == 0
                ? "%d %s %s".formatted(leavers.get(), accounts, done)
                : "%d %s %s, %d could not be".formatted(leavers.get(), accounts, done, kept.get());
    }

    private Reply<AccountsListed> sweep(AccountConsole console, String connection, Duration limit) {
        DirectoryClient accounts = console.accounts();
        LeaverSweep sweep = new LeaverSweep(accounts, environment.clock());
        return sweep.sweep(
                        connection,
                        limit,
                        (account, since) ->
                                dryRun
                                        ? told("would disable", account)
                                        : sweep.disable(account, since)
                                                .onSuccess(reply -> tell(account, reply)))
                .await();
    }

    private Future<?> told(String what, AccountDetails account) {
        leavers.incrementAndGet();
        format.say(
                spec.commandLine(),
                what + " " + account.dn(),
                new JsonObject()
                        .put("account", account.dn())
                        .put("change", "disable")
                        .put(dryRun ? "dryRun" : "changed", true)
                        .put("connection", account.provisionedBy())
                        .put("lastSignIn", text(account.lastSignIn())));
        return Future.succeededFuture();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private void tell(AccountDetails account, Reply<AccountChanged> reply) {
        CommandLine command = spec.commandLine();
        if (reply instanceof Value(var changed) && changed.changed()) {
            told("disabled", account);
        } else if (reply instanceof Failed(var failure)) {
            kept.incrementAndGet();
            AccountOptions.failed(command, failure);
        }
    }
}
