package dev.vestibule.provisioning.bus;

import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Command.Paged;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes each {@link Command} to the one handler of its class and brings its {@link Reply} back; and
 * publishes {@link AccountEvent}s. It works the same in one process and between two.
 */
public final class CommandBus {
    private final EventBus bus;
    private final boolean local;

    private CommandBus(Vertx vertx, @Nullable BusKey key) {
        bus = vertx.eventBus();
        local = key == null;
        bus.registerCodec(new MessageWire(new MessageJson(new Messages()), key));
        bus.serializableChecker(_ -> false);
        bus.clusterSerializableChecker(_ -> false);
    }

    /** A bus within this process. At most one for each Vert.x. */
    public static CommandBus local(Vertx vertx) {
        return new CommandBus(vertx, null);
    }

    /**
     * A bus between the processes that have the same key. At most one for each Vert.x.
     *
     * @param vertx a clustered one
     */
    public static CommandBus clustered(Vertx vertx, BusKey key) {
        return new CommandBus(vertx, key);
    }

    /**
     * Has commands of this class carried out here, on the context of the caller.
     *
     * @param handler when it fails, the sender gets {@link DirectoryUnavailable}
     * @return the registration, complete when every process of the bus knows of it
     */
    public <R, C extends Command<R>> MessageConsumer<?> handle(
            Class<C> type, Function<C, Future<Reply<R>>> handler) {
        return consumer(
                type.getName(),
                message ->
                        Future.succeededFuture(message)
                                .map(received -> type.cast(received.body()))
                                .compose(handler)
                                .onSuccess(reply -> message.reply(reply, options()))
                                .onFailure(fault ->
                                        message.fail(1, fault.getClass().getSimpleName())));
    }

    /**
     * Sends the command to its handler. The future never fails: no handler, no answer in time and
     * an answer that cannot be read are {@link DirectoryUnavailable}.
     */
    public <R> Future<Reply<R>> send(Command<R> command, Duration timeout) {
        return bus.<Reply<R>>request(command.getClass().getName(), command, options(timeout))
                .map(Message::body)
                .otherwise(failure ->
                        Reply.failed(
                                new DirectoryUnavailable(
                                        "no answer from provisioning: " + failure.getMessage())));
    }

    /**
     * Sends a query whose answer comes in pages. Fails when {@code pages} does.
     *
     * @param query makes the query, given where its pages are to be sent
     * @param pages takes one page, and says whether it wants another
     */
    public <P> Future<Reply<AccountsListed>> send(
            Function<String, Paged<P>> query,
            Function<P, Future<Boolean>> pages,
            Duration timeout) {
        String here = "vestibule.pages." + UUID.randomUUID();
        MessageConsumer<P> consumer = consumer(here, message -> take(message, pages));
        return consumer.completion()
                .compose(_ -> send(query.apply(here), timeout))
                .eventually(consumer::unregister);
    }

    private static <P> void take(Message<P> message, Function<P, Future<Boolean>> pages) {
        pages.apply(message.body())
                .onSuccess(message::reply)
                .onFailure(failure -> message.fail(1, String.valueOf(failure.getMessage())));
    }

    /**
     * Hands a page over to the sender of the query.
     *
     * @return whether it wants another; fails when it does not answer
     */
    public <P> Future<Boolean> page(Paged<P> query, P page, Duration timeout) {
        return bus.<Boolean>request(query.pages(), page, options(timeout)).map(Message::body);
    }

    /** Publishes the event to all consumers of {@code EventKind#address}. */
    public void publish(AccountEvent event) {
        bus.publish(event.kind().address(), event, options());
    }

    private <M> MessageConsumer<M> consumer(String address, Handler<Message<M>> handler) {
        return local ? bus.localConsumer(address, handler) : bus.consumer(address, handler);
    }

    private DeliveryOptions options() {
        return new DeliveryOptions().setCodecName(MessageWire.NAME).setLocalOnly(local);
    }

    private DeliveryOptions options(Duration timeout) {
        return options().setSendTimeout(timeout.toMillis());
    }
}
