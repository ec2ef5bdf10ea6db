package dev.vestibule.gateway.administration;

import dev.vestibule.provisioning.api.AccountFilter;
import dev.vestibule.provisioning.api.AccountPage;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeReply;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.LdifPage;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListReply;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.api.ShowReply;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkReply;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * Asks the provisioning service about accounts and has it change them. Its futures fail only when
 * what takes the pages fails: a service that does not answer is a {@link DirectoryUnavailable}.
 */
public final class AccountsClient {
    private static final Duration LONGEST_LISTING = Duration.ofHours(12);
    private static final int PAGE = 500;

    private final EventBus bus;
    private final Duration timeout;

    /**
     * @param timeout how long one command may take
     */
    public AccountsClient(EventBus bus, Duration timeout) {
        this.bus = bus;
        this.timeout = timeout;
    }

    /** Everything about one account, by its username or distinguished name. */
    public Future<ShowReply> show(String account) {
        return ask(
                ShowAccount.ADDRESS, new ShowAccount(account), timeout, reply -> (ShowReply) reply);
    }

    public Future<ChangeReply> change(ChangeAccount command) {
        return ask(ChangeAccount.ADDRESS, command, timeout, reply -> (ChangeReply) reply);
    }

    public Future<UnlinkReply> unlink(UnlinkAccount command) {
        return ask(UnlinkAccount.ADDRESS, command, timeout, reply -> (UnlinkReply) reply);
    }

    /**
     * Reads accounts page by page.
     *
     * @param memberships whether each comes with the groups that it is in now
     * @param pages takes one page, and says whether it wants another
     */
    public Future<ListReply> list(
            AccountFilter filter,
            boolean memberships,
            Function<AccountPage, Future<Boolean>> pages) {
        return paged(
                ListAccounts.ADDRESS,
                address -> new ListAccounts(filter, address, PAGE, memberships),
                pages);
    }

    /**
     * Reads accounts as LDIF, page by page.
     *
     * @param pages takes one page, and says whether it wants another
     */
    public Future<ListReply> export(
            AccountFilter filter, Function<LdifPage, Future<Boolean>> pages) {
        return paged(
                ExportAccounts.ADDRESS,
                address -> new ExportAccounts(filter, address, PAGE),
                pages);
    }

    private <P> Future<ListReply> paged(
            String address, Function<String, Object> query, Function<P, Future<Boolean>> pages) {
        String here = "vestibule.accounts.pages." + UUID.randomUUID();
        MessageConsumer<P> consumer = bus.localConsumer(here, message -> take(message, pages));
        return ask(address, query.apply(here), LONGEST_LISTING, reply -> (ListReply) reply)
                .eventually(consumer::unregister);
    }

    private static <P> void take(Message<P> message, Function<P, Future<Boolean>> pages) {
        pages.apply(message.body())
                .onSuccess(message::reply)
                .onFailure(failure -> message.fail(1, String.valueOf(failure.getMessage())));
    }

    private <R> Future<R> ask(
            String address, Object message, Duration longest, Function<Object, R> type) {
        DeliveryOptions options =
                new DeliveryOptions().setLocalOnly(true).setSendTimeout(longest.toMillis());
        return bus.request(address, message, options)
                .map(Message::body)
                .recover(failure -> Future.succeededFuture(unanswered(failure)))
                .map(type);
    }

    private static DirectoryUnavailable unanswered(Throwable failure) {
        return new DirectoryUnavailable("no answer from provisioning: " + failure.getMessage());
    }
}
