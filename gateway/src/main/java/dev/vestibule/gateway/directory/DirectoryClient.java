package dev.vestibule.gateway.directory;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Command.Paged;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.ExportAccounts.LdifPage;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.bus.CommandBus;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Function;

/**
 * Sends commands to the provisioning service, wherever it runs.
 *
 * @param timeout how long one command may take
 */
public record DirectoryClient(CommandBus bus, Duration timeout) {
    private static final Duration LONGEST_LISTING = Duration.ofHours(12);
    private static final int PAGE = 500;

    /**
     * Sends the command. The future never fails: a service that does not answer is a {@link
     * DirectoryUnavailable} like any other.
     */
    public <R> Future<Reply<R>> send(Command<R> command) {
        return bus.send(command, timeout);
    }

    /** The account of a link, else of the one that it replaces; changes nothing. */
    public Future<Reply<Account>> find(
            FederatedIdentity link, @Nullable FederatedIdentity previous) {
        return send(new FindAccount(link))
                .compose(reply ->
                        previous != null && reply instanceof Failed(NoSuchAccount _)
                                ? send(new FindAccount(previous))
                                : Future.succeededFuture(reply));
    }

    /**
     * Reads accounts page by page. Fails when {@code pages} does.
     *
     * @param memberships whether each comes with the groups that it is in now
     * @param pages takes one page, and says whether it wants another
     */
    public Future<Reply<AccountsListed>> list(
            AccountFilter filter,
            boolean memberships,
            Function<AccountPage, Future<Boolean>> pages) {
        return paged(address -> new ListAccounts(filter, address, PAGE, memberships), pages);
    }

    /**
     * Reads accounts as LDIF, page by page. Fails when {@code pages} does.
     *
     * @param pages takes one page, and says whether it wants another
     */
    public Future<Reply<AccountsListed>> export(
            AccountFilter filter, Function<LdifPage, Future<Boolean>> pages) {
        return paged(address -> new ExportAccounts(filter, address, PAGE), pages);
    }

    private <P> Future<Reply<AccountsListed>> paged(
            Function<String, Paged<P>> query, Function<P, Future<Boolean>> pages) {
        return bus.send(query, pages, LONGEST_LISTING);
    }
}
