package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.lifecycle.LeaverSweep;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.vocabulary.Counted;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
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
final class SweepAccountsCommand extends AccountTask {
    private final AtomicLong leavers = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();

    @Mixin private final FormatOption format = new FormatOption();

    @Option(names = "--dry-run", description = "Only prints what would be done.")
    private boolean dryRun;

    @Override
    boolean changes() {
        return !dryRun;
    }

    @Override
    ExitCode work(AccountConsole console) {
        int connections = 0;
        for (var connection : console.config().connections().values()) {
            Duration limit = connection.provisioning().leavers().after();
            if (limit != null) {
                connections++;
                if (sweep(console, connection.id(), limit) instanceof Failed(var failure)) {
                    return failed(failure);
                }
            }
        }
        command().getErr().println(summary(connections));
        return kept.get() == 0 ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private String summary(int connections) {
        if (connections == 0) {
            return "No connection has disable-after, so there is nothing to disable.";
        }
        String done = dryRun ? "would be disabled" : "disabled";
        String accounts = Counted.of(leavers.get(), "account");
        return kept.get() == 0
                ? accounts + " " + done
                : "%s %s, %d could not be".formatted(accounts, done, kept.get());
    }

    private Reply<AccountsListed> sweep(AccountConsole console, String connection, Duration limit) {
        LeaverSweep sweep = new LeaverSweep(console.accounts(), environment().clock());
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
                command(),
                what + " " + account.dn(),
                new JsonObject()
                        .put("account", account.dn())
                        .put("change", "disable")
                        .put(dryRun ? "dryRun" : "changed", true)
                        .put("connection", account.provisionedBy())
                        .put("lastSignIn", AccountFormat.text(account.lastSignIn())));
        return Future.succeededFuture();
    }

    private void tell(AccountDetails account, Reply<AccountChanged> reply) {
        if (reply instanceof Value(var changed) && changed.changed()) {
            told("disabled", account);
        } else if (reply instanceof Failed(var failure)) {
            kept.incrementAndGet();
            failed(failure);
        }
    }
}
