package dev.vestibule.provisioning;

import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.AccountPage;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.LdifPage;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListReply;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Sends accounts to the sender of a query, each page after the one before was accepted. */
final class Listings {
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    /** Who has not taken a page by then is gone. */
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(10);

    private final AccountDirectory accounts;
    private final EventBus bus;

    Listings(AccountDirectory accounts, EventBus bus) {
        this.accounts = accounts;
        this.bus = bus;
    }

    /** Blocks until the last page is taken. */
    ListReply list(ListAccounts query) {
        return accounts.list(query, page -> taken(query.pages(), new AccountPage(page)));
    }

    /** Blocks until the last page is taken. */
    ListReply export(ExportAccounts query) {
        return accounts.export(
                query,
                page -> taken(query.pages(), new LdifPage(page.size(), String.join("", page))));
    }

    private boolean taken(String address, Object page) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(LONGEST_PAGE.toMillis());
        Future<Message<Boolean>> reply = bus.request(address, page, options);
        try {
            return reply.toCompletionStage().toCompletableFuture().get().body();
        } catch (ExecutionException gone) {
            LOG.warn("event=listing_ended_early detail=\"{}\"", gone.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
