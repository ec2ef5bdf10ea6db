package dev.vestibule.gateway.login;

import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeReply;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckReply;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.DirectoryReply;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.LinksReply;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkReply;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

import java.time.Duration;
import java.util.function.Function;

/**
 * Sends commands to the provisioning service over the event bus. Its futures never fail: a service
 * that does not answer is a {@link DirectoryUnavailable} like any other.
 */
public final class ProvisioningClient {
    private final EventBus bus;
    private final DeliveryOptions options;

    /**
     * @param timeout how long a login waits for the service's answer
     */
    public ProvisioningClient(EventBus bus, Duration timeout) {
        this.bus = bus;
        this.options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeout.toMillis());
    }

    public Future<ProvisioningReply> provision(ProvisionUser command) {
        return ask(
                ProvisionUser.ADDRESS,
                command,
                ProvisioningReply.class,
                unavailable -> unavailable);
    }

    /** The links of an account. */
    public Future<LinksReply> links(FindLinks query) {
        return ask(FindLinks.ADDRESS, query, LinksReply.class, unavailable -> unavailable);
    }

    /** Links one more identity. */
    public Future<LinksReply> link(LinkAccount command) {
        return ask(LinkAccount.ADDRESS, command, LinksReply.class, unavailable -> unavailable);
    }

    /** Takes a link away. */
    public Future<UnlinkReply> unlink(UnlinkAccount command) {
        return ask(UnlinkAccount.ADDRESS, command, UnlinkReply.class, unavailable -> unavailable);
    }

    public Future<ProvisioningReply> claim(ClaimAccount command) {
        return ask(
                ClaimAccount.ADDRESS, command, ProvisioningReply.class, unavailable -> unavailable);
    }

    public Future<AccountReply> find(FindAccount query) {
        return ask(FindAccount.ADDRESS, query, AccountReply.class, unavailable -> unavailable);
    }

    public Future<CheckReply> check(CheckAccounts query) {
        return ask(CheckAccounts.ADDRESS, query, CheckReply.class, unavailable -> unavailable);
    }

    public Future<ChangeReply> change(ChangeAccount command) {
        return ask(ChangeAccount.ADDRESS, command, ChangeReply.class, unavailable -> unavailable);
    }

    /** Whether the directory answers. */
    public Future<DirectoryReply> check() {
        return ask(
                CheckDirectory.ADDRESS,
                new CheckDirectory(),
                DirectoryReply.class,
                unavailable -> unavailable);
    }

    private <R> Future<R> ask(
            String address,
            Object message,
            Class<R> reply,
            Function<DirectoryUnavailable, R> otherwise) {
        return bus.request(address, message, options)
                .map(Message::body)
                .map(reply::cast)
                .recover(failure -> Future.succeededFuture(otherwise.apply(unanswered(failure))));
    }

    private static DirectoryUnavailable unanswered(Throwable failure) {
        return new DirectoryUnavailable("no answer from provisioning: " + failure.getMessage());
    }
}
