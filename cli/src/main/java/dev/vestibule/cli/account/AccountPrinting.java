package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Prints accounts as they come, and says on the error output how far it is. */
final class AccountPrinting {
    private static final long PROGRESS = 10_000;

    private final AccountConsole console;
    private final AccountTask task;
    private final AtomicLong count = new AtomicLong();
    private String header = "";

    AccountPrinting(AccountConsole console, AccountTask task) {
        this.console = console;
        this.task = task;
    }

    /** A list for the reader of this format, with a header above the first account. */
    ExitCode list(AccountFilter filter, AccountFormat format) {
        header = format.header();
        return print(filter, false, format::line);
    }

    ExitCode print(
            AccountFilter filter, boolean memberships, Function<AccountDetails, String> text) {
        return said(
                console.accounts()
                        .list(filter, memberships, page -> apart(() -> print(page, text)))
                        .await());
    }

    ExitCode printLdif(AccountFilter filter) {
        task.command().getOut().print("version: 1\n\n");
        return said(
                console.accounts()
                        .export(filter, page -> apart(() -> print(page.ldif(), page.accounts())))
                        .await());
    }

    private ExitCode said(Reply<AccountsListed> reply) {
        return switch (reply) {
            case Value<AccountsListed> _ when task.command().getOut().checkError() ->
                    task.told("The output was closed, so it is not complete.");
            case Value<AccountsListed> _ -> {
                if (count.get() == 0) {
                    task.command().getErr().println("No account matches.");
                }
                yield ExitCode.FINE;
            }
            case Failed(var failure) -> task.failed(failure);
        };
    }

    /** The reader may be slow, and must not block an event loop. */
    private Future<Boolean> apart(Callable<Boolean> printing) {
        return console.context().vertx().executeBlocking(printing).map(Boolean.TRUE::equals);
    }

    private boolean print(AccountPage page, Function<AccountDetails, String> text) {
        StringBuilder all = new StringBuilder();
        if (count.get() == 0 && !page.accounts().isEmpty()) {
            all.append(header);
        }
        page.accounts().forEach(account -> all.append(text.apply(account)));
        return print(all.toString(), page.accounts().size());
    }

    /** False if the output is closed. */
    private boolean print(String text, int accounts) {
        task.command().getOut().print(text);
        long before = count.getAndAdd(accounts) / PROGRESS;
        if (before < count.get() / PROGRESS) {
            task.command().getErr().println(count + " accounts so far");
        }
        return !task.command().getOut().checkError();
    }
}
