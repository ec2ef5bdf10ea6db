package dev.vestibule.provisioning;

import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Command.Paged;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.ExportAccounts.LdifPage;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.bus.CommandBus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Sends accounts to the sender of a query, each page after the one before was accepted. */
record Listings(AccountDirectory accounts, CommandBus bus) {
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    /** Who has not taken a page by then is gone. */
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(10);

    /** Blocks until the last page is taken. */
    Reply<AccountsListed> list(ListAccounts query) {
        return accounts.list(query, page -> taken(query, new AccountPage(page)));
    }

    /** Blocks until the last page is taken. */
    Reply<AccountsListed> export(ExportAccounts query) {
        return accounts.export(
                query, page -> taken(query, new LdifPage(page.size(), String.join("", page))));
    }

    private <P> boolean taken(Paged<P> query, P page) {
        var reply = bus.page(query, page, LONGEST_PAGE);
        try {
            return reply.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException gone) {
            LOG.warn("event=listing_ended_early detail=\"{}\"", gone.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
