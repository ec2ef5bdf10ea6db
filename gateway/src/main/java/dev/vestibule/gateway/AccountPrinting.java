package dev.vestibule.gateway;

import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountFilter;
import dev.vestibule.provisioning.api.AccountPage;
import dev.vestibule.provisioning.api.ListReply;
import dev.vestibule.provisioning.api.ProvisioningFailure;

import picocli.CommandLine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Prints accounts as they come, and says on the error output how far it is. */
final class AccountPrinting {
    private static final long PROGRESS = 10_000;

    private final AccountConsole console;
    private final CommandLine command;
    private final AtomicLong count = new AtomicLong();

    AccountPrinting(AccountConsole console, CommandLine command) {
        this.console = console;
        this.command = command;
    }

    ExitCode print(
            AccountFilter filter, boolean memberships, Function<AccountDetails, String> text) {
        ListReply reply =
                console.accounts()
                        .list(
                                filter,
                                memberships,
                                page ->
                                        console.ground()
                                                .vertx()
                                                .executeBlocking(() -> print(page, text)))
                        .await();
        return switch (reply) {
            case ListReply.AccountsListed _ -> ExitCode.FINE;
            case ProvisioningFailure failure -> AccountOptions.failed(command, failure);
        };
    }

    /** False when nobody reads any more. */
    private boolean print(AccountPage page, Function<AccountDetails, String> text) {
        for (AccountDetails account : page.accounts()) {
            command.getOut().print(text.apply(account));
            if (count.incrementAndGet() % PROGRESS == 0) {
                command.getErr().println(count + " accounts so far");
            }
        }
        return !command.getOut().checkError();
    }
}
